#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "async/timers.h"
#include "base/testing/fake_clock.h"

namespace easel::async::testing {

/// Time that stands still until a test moves it; whoever sleeps past the new time wakes.
class FakeTimers final : public Timers {
  public:
    SteadyTime now() const override { return clock_.now(); }
    WallTime wall() const override { return clock_.wall(); }
    Task<void> sleep(Duration wait) override;
    /// To that very moment, however the clock moves while the sleeper lies down.
    Task<void> sleep_until(Deadline deadline) override;

    /// Moves both clocks and wakes the sleepers that are due.
    void advance(Duration by);
    /// Moves to the next sleeper's time if anybody sleeps; says whether one did.
    bool advance_to_next();
    /// From now on whoever sleeps for less than `bound` moves the clocks himself and goes on;
    /// longer sleeps, such as deadlines, wait until the time so moved has come.
    void skip_sleeps_below(Duration bound);

    std::size_t sleeping() const;
    /// What each sleep so far asked for, in order.
    std::vector<Duration> asked() const;

  private:
    struct Sleeper {
        SteadyTime until;
        std::shared_ptr<boost::asio::steady_timer> timer;
    };
    class Listed;
    Task<void> lie_down(Duration wait, Deadline end);
    void wake_due();

    mutable std::mutex mutex_;  // sleepers come from many strands
    easel::testing::FakeClock clock_;
    std::vector<Sleeper> sleepers_;
    std::vector<Duration> asked_;
    Duration skip_below_ = Duration::zero();
};

}  // namespace easel::async::testing
