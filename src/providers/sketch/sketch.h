#pragma once

#include "async/offload.h"
#include "base/rng.h"
#include "providers/provider.h"

namespace easel::providers::sketch {

/// The built-in painter as a provider: no network, no account, any prompt. It draws by rule, it is
/// no AI; for first runs, tests and offline work. Finishes inside `submit`; its one model is
/// `sketch`. The same prompt, seed and size give the same pixels.
class Sketch final : public Provider {
  public:
    static constexpr const char* model_name = "sketch";

    /// References to services that outlive every provider. `pool` does the painting; how many
    /// pictures are painted at once is the number of its threads.
    struct Services {
        async::Offload& pool;
        const Clock& clock;
        Rng& rng;
    };
    explicit Sketch(Services services) : services_(services) {}

    /// Errors: `overloaded` when the pool's queue is full, `generation_timeout` when the deadline
    /// passes before a painter is free or while it paints, `storage_unavailable`. Painting that has
    /// begun goes on to its end when the call is cancelled, and is then thrown away.
    Task<Result<std::variant<Accepted, Finished>>> submit(Submission submission,
                                                          Sink& sink) override;
    /// There is nothing to ask after: `upstream_error`.
    Task<Result<std::variant<Waiting, Finished>>> advance(Token token, Progress progress,
                                                          Deadline deadline, Sink& sink) override;
    Task<Result<Cancellation>> cancel(Token token, Deadline deadline) override;
    Task<Result<Health>> probe(Deadline deadline) override;
    std::optional<order::Capabilities> capabilities(const std::string& model) const override;

  private:
    Services services_;
};

}  // namespace easel::providers::sketch
