#pragma once

#include <mutex>

#include "base/clock.h"

namespace easel::testing {

/// A clock that stands still until a test moves it. Any thread may read and move it.
class FakeClock : public Clock {
  public:
    SteadyTime now() const override {
        const std::lock_guard lock(mutex_);
        return SteadyTime(elapsed_);
    }
    WallTime wall() const override {
        const std::lock_guard lock(mutex_);
        return wall_;
    }
    void advance(Duration by) {
        const std::lock_guard lock(mutex_);
        elapsed_ += by;
        wall_ += std::chrono::duration_cast<WallTime::duration>(by);
    }
    /// Moves the calendar alone, as an administrator or NTP would.
    void set_wall(WallTime wall) {
        const std::lock_guard lock(mutex_);
        wall_ = wall;
    }

  private:
    mutable std::mutex mutex_;  // a test thread moves what server threads read
    Duration elapsed_ = std::chrono::hours(1);
    WallTime wall_ = WallTime(std::chrono::seconds(1'700'000'000));
};

}  // namespace easel::testing
