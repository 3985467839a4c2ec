#include "providers/vidsme/schedule.h"

#include <algorithm>

namespace easel::providers::vidsme {
namespace {

Duration left(const Polling& polling, Duration since) {
    return std::max(Duration::zero(), polling.timeout - since);
}

Duration interval_at(const Polling& polling, Duration since) {
    if (since < polling.fast_until) return polling.fast_interval;
    if (since < polling.medium_until) return polling.medium_interval;
    return polling.interval;
}

}  // namespace

Duration next_wait(const Polling& polling, Duration since) {
    return std::min(interval_at(polling, since), left(polling, since));
}

Duration wait_after_trouble(const Polling& polling, Duration since, int failures) {
    constexpr Duration longest = std::chrono::seconds(16);
    const Duration regular = interval_at(polling, since);
    const int doublings = std::clamp(failures - 1, 0, 4);
    const Duration wait = std::max(regular, std::min(longest, regular * (1 << doublings)));
    return std::min(wait, left(polling, since));
}

}  // namespace easel::providers::vidsme
