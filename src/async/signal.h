#pragma once

#include <cstdint>
#include <memory>

#include "async/task.h"
#include "base/clock.h"

namespace easel::async {

/// A counter that can be waited on: "something changed, look again". A waiter that knows version v
/// is woken by every notify after v, however late it comes, so no wake-up is ever lost.
/// Any thread. Must outlive its waiters.
class Signal {
  public:
    Signal();
    ~Signal();
    Signal(const Signal&) = delete;

    std::uint64_t version() const;
    void notify();
    /// Returns the current version as soon as it is above `seen`. Cancellable.
    Task<std::uint64_t> wait_past(std::uint64_t seen);

  private:
    struct State;
    std::shared_ptr<State> state_;  // a wake-up on its way to a strand outlives the Signal
};

}  // namespace easel::async
