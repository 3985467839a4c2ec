#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "async/timers.h"
#include "providers/provider.h"

namespace easel::jobs::testing {

/// A provider that answers from a script and counts what it is asked. When the script of a verb is
/// empty its last line is repeated.
class ScriptedProvider final : public providers::Provider {
  public:
    using Submitted = Result<std::variant<providers::Accepted, providers::Finished>>;
    using Advanced = Result<std::variant<providers::Waiting, providers::Finished>>;

    explicit ScriptedProvider(async::Timers& timers) : timers_(timers) {}

    /// Lines are made when they are needed, since pictures can be moved only.
    std::deque<std::function<Submitted()>> submits;
    std::deque<std::function<Advanced()>> advances;
    Duration submit_takes{};
    providers::Cancellation cancellation = providers::Cancellation::cancelled;

    Task<Submitted> submit(providers::Submission submission, providers::Sink& sink) override;
    Task<Advanced> advance(providers::Token token, Progress progress, Deadline deadline,
                           providers::Sink& sink) override;
    Task<Result<providers::Cancellation>> cancel(providers::Token token,
                                                 Deadline deadline) override;
    Task<Result<providers::Health>> probe(Deadline deadline) override;
    std::optional<order::Capabilities> capabilities(const std::string& model) const override;

    struct Seen {
        std::string prompt;
        std::optional<std::uint64_t> seed;
    };
    std::vector<Seen> submitted() const;
    int asked() const;
    /// Progress::failures of each question, in order.
    std::vector<int> failures_told() const;
    int cancelled() const;
    int most_at_once() const;

  private:
    async::Timers& timers_;
    mutable std::mutex mutex_;  // parts run on several strands
    std::vector<Seen> seen_;
    int asked_ = 0;
    std::vector<int> failures_told_;
    int cancelled_ = 0;
    int inside_ = 0;
    int most_inside_ = 0;
};

/// A provider's whole answer: one small real PNG.
ScriptedProvider::Submitted painted();
/// The upstream took it, will answer to this token, and has ended with it after `lasts_max`.
ScriptedProvider::Submitted taken(std::string token, Duration lasts_max = {});
ScriptedProvider::Submitted refused(ErrorKind kind);
ScriptedProvider::Advanced not_yet();
ScriptedProvider::Advanced ready_now();
ScriptedProvider::Advanced broken(ErrorKind kind);

}  // namespace easel::jobs::testing
