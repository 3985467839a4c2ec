#include "jobs/plan.h"

#include <algorithm>

namespace easel::jobs {
namespace {

bool nothing_was_bought(ErrorKind kind) {
    return kind == ErrorKind::upstream_unreachable || kind == ErrorKind::upstream_rate_limited ||
           kind == ErrorKind::overloaded;
}

Duration jittered(std::chrono::milliseconds most, Rng& rng) {
    return std::chrono::milliseconds(rng.below(static_cast<std::uint64_t>(most.count()) + 1));
}

}  // namespace

NextStep after_failure(const Error& error, int attempt, const RetryPolicy& policy, Rng& rng) {
    if (!nothing_was_bought(error.kind) || attempt >= policy.attempts_max) return GiveUp();
    if (error.retry_after) return RetryIn{std::min(*error.retry_after, policy.retry_after_max)};
    const int doublings = std::min(attempt - 1, 20);
    const auto most = std::min(policy.backoff_max, policy.backoff_base * (1 << doublings));
    return RetryIn{jittered(most, rng)};
}

}  // namespace easel::jobs
