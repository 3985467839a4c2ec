#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace easel::accounts {

/// Counts bad keys per address and refuses an address that guesses: after 20 within a minute.
/// Bounded: the address that failed longest ago is forgotten first. Any thread.
class Throttle {
  public:
    explicit Throttle(const Clock& clock) : clock_(clock) {}

    /// `login_throttled` with the seconds to wait, or nothing.
    Result<void> admit(std::string_view address);
    void count_failure(std::string_view address);

    std::size_t remembered() const;

    static constexpr std::size_t failures_max = 20;
    static constexpr std::size_t addresses_max = 10'000;

  private:
    using Failures = std::deque<SteadyTime>;
    void forget_old(Failures& failures) const;

    const Clock& clock_;
    mutable std::mutex mutex_;  // requests of one address come on many strands
    std::map<std::string, Failures, std::less<>> by_address_;
};

}  // namespace easel::accounts
