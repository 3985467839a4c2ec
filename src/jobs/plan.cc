#include "jobs/plan.h"

#include <algorithm>

namespace easel::jobs {
namespace {

Duration jittered(std::chrono::milliseconds most, Rng& rng) {
    return std::chrono::milliseconds(rng.below(static_cast<std::uint64_t>(most.count()) + 1));
}

Duration wait_after(const Error& error, int attempt, const RetryPolicy& policy, Rng& rng) {
    const int doublings = std::min(attempt - 1, 20);
    const auto most = std::min(policy.backoff_max, policy.backoff_base * (1 << doublings));
    const Duration own = jittered(most, rng);
    if (!error.retry_after) return own;
    return std::max<Duration>(own, std::min(*error.retry_after, policy.retry_after_max));
}

}  // namespace

bool nothing_was_bought(ErrorKind kind) {
    return kind == ErrorKind::upstream_unreachable || kind == ErrorKind::upstream_rate_limited ||
           kind == ErrorKind::overloaded;
}

NextStep after_failure(const Error& error, int attempt, Duration left, const RetryPolicy& policy,
                       Rng& rng) {
    if (!nothing_was_bought(error.kind) || attempt >= policy.attempts_max) return GiveUp();
    const Duration wait = wait_after(error, attempt, policy, rng);
    if (left < policy.time_left_min || wait > left - policy.time_left_min) return GiveUp();
    return RetryIn{wait};
}

}  // namespace easel::jobs
