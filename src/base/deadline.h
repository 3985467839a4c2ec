#pragma once

#include <algorithm>
#include <limits>

#include "base/clock.h"

namespace easel {

/// A point in time by which something must be over; what is passed down instead of time-outs, so
/// that a chain of calls shares one budget. A time-out becomes a Deadline once, at the edge.
/// Value type; unreachable unless made otherwise.
class Deadline {
  public:
    Deadline() = default;

    static Deadline never() { return Deadline(); }
    static Deadline at(SteadyTime when) { return Deadline(when); }
    /// `timeout` from now. A time-out too long to represent gives `never`; a negative one has
    /// passed.
    static Deadline in(Duration timeout, const Clock& clock) {
        const SteadyTime now = clock.now();
        if (timeout > SteadyTime::max() - now) return never();
        return Deadline(now + timeout);
    }

    bool reachable() const { return when_ != SteadyTime::max(); }
    bool passed(const Clock& clock) const { return reachable() && clock.now() >= when_; }
    SteadyTime when() const { return when_; }

    /// Time that is left: zero once passed, Duration::max() if it never comes.
    Duration left(const Clock& clock) const {
        if (!reachable()) return Duration::max();
        return std::max(Duration::zero(), Duration(when_ - clock.now()));
    }

    /// The earlier of two.
    friend Deadline earlier(Deadline a, Deadline b) { return a.when_ <= b.when_ ? a : b; }
    friend auto operator<=>(const Deadline&, const Deadline&) = default;

  private:
    explicit Deadline(SteadyTime when) : when_(when) {}
    SteadyTime when_ = SteadyTime::max();
};

}  // namespace easel
