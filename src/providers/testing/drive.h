#pragma once

#include <vector>

#include "async/timers.h"
#include "providers/provider.h"
#include "providers/testing/recording_sink.h"

namespace easel::providers::testing {

/// What became of one submission, driven as the engine drives it but without storing anything.
struct Driven {
    Result<Finished> outcome = failed(fail(ErrorKind::internal_error, "not driven"));
    std::vector<Duration> waits;  ///< before each question, the first one included
    std::vector<ErrorKind> troubles;
    std::optional<Token> token;
};

/// Asks after accepted work until it ends. Waits on `timers`.
Task<Driven> ask_until_done(Provider& provider, Accepted accepted, Deadline deadline,
                            async::Timers& timers);

/// Submits, then asks until it ends.
Task<Driven> drive(Provider& provider, Submission submission, async::Timers& timers);

}  // namespace easel::providers::testing
