#pragma once

#include <memory>
#include <vector>

#include "async/signal.h"
#include "async/timers.h"
#include "base/rng.h"
#include "jobs/pictures.h"
#include "jobs/plan.h"
#include "jobs/store.h"
#include "jobs/upstream.h"

namespace easel::jobs {

/// One part of a job on its way: everything the loop needs, so that it never looks a job up.
struct Purchase {
    PartRef ref;  ///< attempt 0: nothing begun yet
    Upstream* upstream = nullptr;
    providers::Submission submission;
    PictureWish wish;
    bool pass_through = false;
    std::shared_ptr<async::Signal> cancelled;  ///< one for the whole job
};

/// The one loop over a provider: intent, submit, token, questions, fetch, store, or try again.
class Attempts {
  public:
    struct Services {
        async::Timers& timers;
        Rng& rng;
        JobStore& store;
        Pictures& pictures;
    };
    Attempts(Services services, RetryPolicy policy) : use_(services), policy_(policy) {}

    /// Takes a part to its end. Whatever happens, the part is terminal in the store afterwards,
    /// unless the coroutine itself is cancelled (the server stops). Returns the state it ended in.
    Task<PartState> run(Purchase purchase);

  private:
    using Outcome = Result<std::vector<KeptImage>>;

    Task<Outcome> until_cancelled(Purchase& purchase);
    Task<Outcome> with_retries(Purchase& purchase);
    Task<Outcome> once(const Purchase& purchase, std::optional<providers::Token>& token);
    Task<Result<providers::Finished>> ask(const Purchase& purchase, providers::Accepted accepted,
                                          providers::Sink& sink);
    Task<Outcome> collect(const Purchase& purchase, providers::Finished finished);
    Task<PartState> conclude(const Purchase& purchase, Outcome outcome);

    Services use_;
    RetryPolicy policy_;
};

}  // namespace easel::jobs
