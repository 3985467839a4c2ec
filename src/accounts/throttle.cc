#include "accounts/throttle.h"

#include <algorithm>

namespace easel::accounts {
namespace {
constexpr auto window = std::chrono::minutes(1);
}

void Throttle::forget_old(Failures& failures) const {
    while (!failures.empty() && failures.front() + window <= clock_.now())
        failures.pop_front();
}

Result<void> Throttle::admit(std::string_view address) {
    const std::lock_guard lock(mutex_);
    const auto known = by_address_.find(address);
    if (known == by_address_.end()) return {};
    forget_old(known->second);
    if (known->second.empty())
        by_address_.erase(known);
    else if (known->second.size() >= failures_max) {
        const auto wait =
            std::chrono::ceil<std::chrono::seconds>(known->second.front() + window - clock_.now());
        return failed(fail(ErrorKind::login_throttled,
                           "Too many wrong API keys from your address. Try again later.")
                          .retry_in(wait));
    }
    return {};
}

void Throttle::count_failure(std::string_view address) {
    const std::lock_guard lock(mutex_);
    auto known = by_address_.find(address);
    if (known == by_address_.end()) {
        if (by_address_.size() >= addresses_max)
            by_address_.erase(std::ranges::min_element(
                by_address_, {}, [](const auto& entry) { return entry.second.back(); }));
        known = by_address_.emplace(address, Failures()).first;
    }
    forget_old(known->second);
    known->second.push_back(clock_.now());
    if (known->second.size() > failures_max) known->second.pop_front();
}

std::size_t Throttle::remembered() const {
    const std::lock_guard lock(mutex_);
    return by_address_.size();
}

}  // namespace easel::accounts
