#pragma once

#include <chrono>

namespace easel {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;
using Duration = std::chrono::nanoseconds;

/// Where time comes from. Decisions take a Clock so that tests never wait and never look at the
/// wall. Any thread may call it.
class Clock {
  public:
    virtual ~Clock() = default;
    /// Monotonic: for time-outs, leases and durations.
    virtual SteadyTime now() const = 0;
    /// The calendar, UTC: for what people and protocols see. It may jump.
    virtual WallTime wall() const = 0;

    std::int64_t unix_seconds() const {
        return std::chrono::duration_cast<std::chrono::seconds>(wall().time_since_epoch()).count();
    }
};

/// The machine's own clocks. One instance serves the whole program.
class SystemClock final : public Clock {
  public:
    SteadyTime now() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override { return std::chrono::system_clock::now(); }
};

}  // namespace easel
