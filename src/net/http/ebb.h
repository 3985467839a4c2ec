#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/clock.h"

namespace easel::net::http {

/// Notices when a flood of connections has run off, which is the time to give memory back: the
/// allocator keeps what lies below anything that is still in use, and may do so for ever. Pure.
class Ebb {
  public:
    /// Told the number of open connections every second: true when it has fallen to half of the
    /// highest since the last time and falls no further, at most once a minute.
    bool has_come(std::size_t open, SteadyTime now) {
        high_ = std::max(high_, open);
        const bool falling = open < std::exchange(last_, open);
        if (falling || high_ < worthwhile || open > high_ / 2 || now < not_before_) return false;
        high_ = open;
        not_before_ = now + std::chrono::minutes(1);
        return true;
    }

  private:
    static constexpr std::size_t worthwhile = 256;
    std::size_t high_ = 0;
    std::size_t last_ = 0;
    SteadyTime not_before_{};
};

}  // namespace easel::net::http
