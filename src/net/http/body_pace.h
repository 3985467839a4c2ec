#pragma once

#include <algorithm>
#include <cstddef>

#include "base/clock.h"

namespace easel::net::http {

/// Decides whether a client sends its body fast enough: no silence longer than `idle`, and at least
/// `rate_min` bytes a second averaged over each `window`. Only time spent waiting for the client
/// counts: a handler that is slow to ask does not make the client slow. Pure.
class BodyPace {
  public:
    BodyPace(Duration idle, Duration window, std::size_t rate_min)
        : idle_(idle), window_(window), rate_min_(rate_min) {}

    /// How long the next wait may last before somebody has to look again.
    Duration patience() const { return std::min(idle_, window_ - waited_); }

    void arrived(std::size_t bytes) { bytes_ += bytes; }

    /// After a wait, with or without bytes at its end: false if the client has been too slow.
    bool keeps_up(Duration waited, bool bytes_came) {
        if (!bytes_came && waited >= idle_) return false;
        waited_ += waited;
        if (waited_ < window_) return true;
        const double seconds = std::chrono::duration<double>(waited_).count();
        const bool enough = static_cast<double>(bytes_) >= seconds * static_cast<double>(rate_min_);
        waited_ = Duration::zero();
        bytes_ = 0;
        return enough;
    }

  private:
    Duration idle_;
    Duration window_;
    std::size_t rate_min_;
    Duration waited_{0};
    std::size_t bytes_ = 0;
};

}  // namespace easel::net::http
