#pragma once

#include "async/task.h"
#include "base/clock.h"
#include "base/deadline.h"

namespace easel::async {

/// A clock that can also be waited on. Code that sleeps takes one, so that a test can move time.
class Timers : public Clock {
  public:
    /// Returns no earlier than `wait` from now; zero or less still lets others run first.
    /// Cancellable. Any thread.
    virtual Task<void> sleep(Duration wait) = 0;

    /// Sleeps until the deadline has passed; for ever if it never comes.
    virtual Task<void> sleep_until(Deadline deadline) { return sleep(deadline.left(*this)); }
};

/// Real time.
class SystemTimers final : public Timers {
  public:
    SteadyTime now() const override { return clock_.now(); }
    WallTime wall() const override { return clock_.wall(); }
    Task<void> sleep(Duration wait) override;

  private:
    SystemClock clock_;
};

}  // namespace easel::async
