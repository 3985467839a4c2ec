#include "providers/testing/drive.h"

namespace easel::providers::testing {
namespace {

void note(Driven& driven, Provider::Progress& progress, const Waiting& waiting) {
    ++progress.asked;
    if (!waiting.trouble) {
        progress.failures = 0;
        return;
    }
    const ErrorKind kind = waiting.trouble->kind;
    const bool same = progress.failures > 0 && driven.troubles.back() == kind;
    progress.failures = same ? progress.failures + 1 : 1;
    driven.troubles.push_back(kind);
}

}  // namespace

Task<Driven> ask_until_done(Provider& provider, Accepted accepted, Deadline deadline,
                            async::Timers& timers) {
    Driven driven;
    driven.token = accepted.token;
    RecordingSink sink;
    Provider::Progress progress;
    const SteadyTime begun = timers.now();
    Duration wait = accepted.ask_in;
    while (true) {
        driven.waits.push_back(wait);
        co_await timers.sleep(wait);
        progress.since = timers.now() - begun;
        auto step = co_await provider.advance(accepted.token, progress, deadline, sink);
        if (!step) {
            driven.outcome = failed(std::move(step).error());
            co_return driven;
        }
        if (auto* done = std::get_if<Finished>(&*step)) {
            driven.outcome = std::move(*done);
            co_return driven;
        }
        const Waiting& waiting = std::get<Waiting>(*step);
        note(driven, progress, waiting);
        wait = waiting.again_in;
    }
}

Task<Driven> drive(Provider& provider, Submission submission, async::Timers& timers) {
    RecordingSink sink;
    const Deadline deadline = submission.deadline;
    auto begun = co_await provider.submit(std::move(submission), sink);
    Driven driven;
    if (!begun) {
        driven.outcome = failed(std::move(begun).error());
        co_return driven;
    }
    if (auto* done = std::get_if<Finished>(&*begun)) {
        driven.outcome = std::move(*done);
        co_return driven;
    }
    co_return co_await ask_until_done(provider, std::get<Accepted>(std::move(*begun)), deadline,
                                      timers);
}

}  // namespace easel::providers::testing
