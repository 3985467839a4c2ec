#pragma once

#include <chrono>
#include <variant>

#include "base/clock.h"
#include "base/error.h"
#include "base/rng.h"

namespace easel::jobs {

/// How stubborn easel is with an upstream that could not be reached.
struct RetryPolicy {
    int attempts_max = 3;
    std::chrono::milliseconds backoff_base{1'000};
    std::chrono::milliseconds backoff_max{60'000};
    std::chrono::seconds retry_after_max{300};  ///< an upstream's wish beyond this is cut
    /// With less time than this left, nothing is bought: it could not be delivered any more.
    std::chrono::milliseconds time_left_min{30'000};
};

struct RetryIn {
    Duration wait{};
};
struct GiveUp {};
using NextStep = std::variant<RetryIn, GiveUp>;

/// Whether an error of `submit` proves that the upstream took nothing in.
bool nothing_was_bought(ErrorKind kind);

/// What to do after `error` ended attempt number `attempt` (from 1), with `left` until the
/// deadline. Submitting again is allowed only where the upstream cannot have taken the first one in
/// (unreachable, rate limited, our own pool full): anything else might buy twice. Waits have full
/// jitter, so that many jobs do not come back at once. Pure but for the draw from `rng`.
NextStep after_failure(const Error& error, int attempt, Duration left, const RetryPolicy& policy,
                       Rng& rng);

}  // namespace easel::jobs
