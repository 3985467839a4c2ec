#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/result.h"
#include "jobs/job.h"

namespace easel::jobs {

/// What can happen to a part.
struct AttemptBegun {};  ///< the intent to submit; makes the next attempt
struct TokenNoted {
    providers::Token token;
};
struct Fetching {};
struct Storing {};
struct Progressed {
    double fraction = 0;
};
struct Succeeded {
    std::vector<KeptImage> images;
};
struct Failed {
    Error error;
};
struct Cancelled {};
using Change = std::variant<AttemptBegun, TokenNoted, Fetching, Storing, Progressed, Succeeded,
                            Failed, Cancelled>;

/// The part after `change`, made by `attempt`; pure. `cancelled` if the part has moved on: another
/// attempt holds it, or it has ended. A terminal state has no successor. Progress only rises.
Result<Part> apply(Part part, int attempt, Change change);

bool terminal(PartState state);
bool terminal(JobState state);

/// A job's state is a fold over its parts: running until the last one ends, then succeeded if any
/// picture came, cancelled if nothing but cancellations happened, failed otherwise.
JobState fold(std::span<const Part> parts);

/// The failure that a job answers with: of the first failed part.
std::optional<Error> first_error(std::span<const Part> parts);

/// Whether anything may have been paid for: false only where every part proves that nothing was, so
/// that the whole order may be sent once more.
bool may_have_bought(std::span<const Part> parts);

/// How far a job is, 0..1.
double progress(std::span<const Part> parts);

}  // namespace easel::jobs
