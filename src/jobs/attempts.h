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

/// What a part takes up at its upstream.
struct Occupation {
    Slots::Held slot;
    Deadline until = Deadline::at(SteadyTime::min());  ///< then the upstream has ended for certain
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

    using Outcome = Result<std::vector<KeptImage>>;

    /// Brings a part's pictures home, or says why not. Throws only when the coroutine itself is
    /// cancelled (the server stops). A slot that is still in `occupation` afterwards is taken up by
    /// work that was cut short here and perhaps not there.
    Task<Outcome> work(Purchase& purchase, Occupation& occupation);

    /// Writes the end down: the part is terminal in the store afterwards. Tells the upstream of
    /// work that was cut short; where it stops, the slot is free.
    Task<PartState> conclude(const Purchase& purchase, Outcome outcome, Occupation& occupation);

  private:
    Task<Outcome> until_cancelled(Purchase& purchase, Occupation& occupation);
    Task<Outcome> with_retries(Purchase& purchase, Occupation& occupation);
    Task<Outcome> once(const Purchase& purchase, Occupation& occupation,
                       std::optional<providers::Token>& token);
    Task<void> tell_upstream(const Purchase& purchase, Occupation& occupation);
    Task<Result<providers::Finished>> ask(const Purchase& purchase, providers::Accepted accepted,
                                          providers::Sink& sink);
    Task<Outcome> collect(const Purchase& purchase, providers::Finished finished);

    Services use_;
    RetryPolicy policy_;
};

}  // namespace easel::jobs
