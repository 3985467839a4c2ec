#include "jobs/attempts.h"

#include "async/exceptions.h"
#include "async/with_deadline.h"
#include "observe/log.h"

namespace easel::jobs {
namespace {

constexpr auto cancel_time = std::chrono::seconds(5);

// Notes what a provider reports under the attempt that it reports for.
class NotingSink final : public providers::Sink {
  public:
    NotingSink(JobStore& store, PartRef ref) : store_(store), ref_(std::move(ref)) {}

    Task<void> accepted(providers::Token token) override {
        token_ = token;
        Change noted = TokenNoted{std::move(token)};
        co_await store_.change(ref_, std::move(noted));
    }
    Task<void> progress(double fraction) override {
        Change progressed = Progressed{fraction};
        co_await store_.change(ref_, std::move(progressed));
    }

    const std::optional<providers::Token>& token() const { return token_; }

  private:
    JobStore& store_;
    PartRef ref_;
    std::optional<providers::Token> token_;
};

Error timed_out() {
    return fail(ErrorKind::generation_timeout, "The picture was not ready in time.");
}

Error was_cancelled() {
    return fail(ErrorKind::cancelled, "The job was cancelled.");
}

Error bug(const std::exception_ptr& thrown) {
    return fail(ErrorKind::internal_error, "The server failed while it made the picture.")
        .because(async::what(thrown));
}

// Ended here, while the upstream may go on with it.
bool cut_short(const Error& error) {
    return error.kind == ErrorKind::cancelled || error.kind == ErrorKind::generation_timeout;
}

void log_failure(const Purchase& purchase, const Error& error) {
    observe::log(observe::Level::warn, "attempt failed",
                 {{"job", purchase.ref.job.get()},
                  {"part", purchase.ref.part},
                  {"attempt", purchase.ref.attempt},
                  {"upstream", purchase.upstream->name},
                  {"code", traits(error.kind).code},
                  {"message", error.message},
                  {"detail", error.detail}});
}

}  // namespace

Task<Attempts::Outcome> Attempts::work(Purchase& purchase, Occupation& occupation) {
    auto end = co_await async::ended(until_cancelled(purchase, occupation));
    const std::exception_ptr thrown = end.error();
    if (thrown && async::is_cancellation(thrown)) std::rethrow_exception(thrown);
    Outcome outcome = thrown ? failed(bug(thrown)) : std::move(end).take();
    if (outcome || !cut_short(outcome.error())) occupation.slot = Slots::Held();
    co_return outcome;
}

// A job that is cancelled or out of time leaves the line or the upstream at its next suspension.
Task<Attempts::Outcome> Attempts::until_cancelled(Purchase& purchase, Occupation& occupation) {
    auto work = async::with_deadline(use_.timers, purchase.submission.deadline,
                                     with_retries(purchase, occupation), timed_out());
    auto first = co_await async::first_of(std::move(work), purchase.cancelled->wait_past(0));
    if (first.index() == 0) co_return std::get<0>(std::move(first));
    co_return failed(was_cancelled());
}

Task<Attempts::Outcome> Attempts::with_retries(Purchase& purchase, Occupation& occupation) {
    occupation.slot = co_await purchase.upstream->slots.take();
    const Deadline deadline = purchase.submission.deadline;
    for (;;) {
        // The cancelled part before this one in the line may have made room faster than this one
        // was woken.
        if (purchase.cancelled->version() > 0) co_return failed(was_cancelled());
        if (deadline.left(use_.timers) < policy_.time_left_min) co_return failed(timed_out());
        ++purchase.ref.attempt;
        std::optional<providers::Token> token;
        Outcome outcome = co_await once(purchase, occupation, token);
        if (outcome) co_return outcome;
        log_failure(purchase, outcome.error());

        // An upstream that took the work in is never asked to do it again.
        if (token) co_return outcome;
        const NextStep next = after_failure(outcome.error(), purchase.ref.attempt,
                                            deadline.left(use_.timers), policy_, use_.rng);
        const auto* retry = std::get_if<RetryIn>(&next);
        if (retry == nullptr) co_return outcome;
        co_await use_.timers.sleep(retry->wait);
    }
}

Task<Attempts::Outcome> Attempts::once(const Purchase& purchase, Occupation& occupation,
                                       std::optional<providers::Token>& token) {
    Change begun = AttemptBegun();
    CO_CHECK_OK(co_await use_.store.change(purchase.ref, std::move(begun)));

    NotingSink sink(use_.store, purchase.ref);
    providers::Submission submission = purchase.submission;
    auto answer = co_await purchase.upstream->provider->submit(std::move(submission), sink);
    token = sink.token();
    if (!answer) co_return failed(std::move(answer).error());

    if (auto* finished = std::get_if<providers::Finished>(&*answer)) {
        co_return co_await collect(purchase, std::move(*finished));
    }
    auto accepted = std::get<providers::Accepted>(*std::move(answer));
    token = accepted.token;
    occupation.until = Deadline::in(accepted.lasts_max, use_.timers);
    CO_TRY(providers::Finished finished, co_await ask(purchase, std::move(accepted), sink));
    co_return co_await collect(purchase, std::move(finished));
}

Task<Result<providers::Finished>> Attempts::ask(const Purchase& purchase,
                                                providers::Accepted accepted,
                                                providers::Sink& sink) {
    const SteadyTime since = use_.timers.now();
    providers::Provider::Progress progress;
    std::optional<ErrorKind> last_trouble;
    Duration wait = accepted.ask_in;
    for (;;) {
        co_await use_.timers.sleep(wait);
        progress.since = use_.timers.now() - since;
        auto answer = co_await purchase.upstream->provider->advance(
            accepted.token, progress, purchase.submission.deadline, sink);
        if (!answer) co_return failed(std::move(answer).error());
        if (auto* finished = std::get_if<providers::Finished>(&*answer)) {
            co_return std::move(*finished);
        }
        auto& waiting = std::get<providers::Waiting>(*answer);
        if (waiting.trouble) log_failure(purchase, *waiting.trouble);
        const auto trouble = waiting.trouble ? std::optional(waiting.trouble->kind) : std::nullopt;
        progress.failures = !trouble ? 0 : trouble == last_trouble ? progress.failures + 1 : 1;
        last_trouble = trouble;
        ++progress.asked;
        wait = waiting.again_in;
    }
}

Task<Attempts::Outcome> Attempts::collect(const Purchase& purchase, providers::Finished finished) {
    Change fetching = Fetching();
    CO_CHECK_OK(co_await use_.store.change(purchase.ref, std::move(fetching)));
    std::vector<KeptImage> kept;
    std::vector<FetchedPicture> fetched;
    for (providers::Picture& picture : finished.pictures) {
        const auto* address = std::get_if<providers::PictureAddress>(&picture.content);
        if (purchase.pass_through && address != nullptr) {
            KeptImage passed;
            passed.upstream_address = address->url;
            passed.size = purchase.submission.order.size;
            passed.seed = picture.seed;
            kept.push_back(std::move(passed));
            continue;
        }
        CO_TRY(FetchedPicture whole,
               co_await use_.pictures.fetch(std::move(picture), purchase.submission.deadline));
        fetched.push_back(std::move(whole));
    }

    Change storing = Storing();
    CO_CHECK_OK(co_await use_.store.change(purchase.ref, std::move(storing)));
    for (FetchedPicture& picture : fetched) {
        CO_TRY(KeptImage image, co_await use_.pictures.store(std::move(picture), purchase.wish,
                                                             purchase.submission.deadline));
        kept.push_back(std::move(image));
    }
    co_return kept;
}

Task<PartState> Attempts::conclude(const Purchase& purchase, Outcome outcome,
                                   Occupation& occupation) {
    Change end = Cancelled();
    PartState state = PartState::cancelled;
    if (outcome) {
        end = Succeeded{*std::move(outcome)};
        state = PartState::succeeded;
    } else if (outcome.error().kind != ErrorKind::cancelled) {
        end = Failed{std::move(outcome).error()};
        state = PartState::failed;
    }
    if (state != PartState::succeeded) co_await tell_upstream(purchase, occupation);
    const Result<void> kept = co_await use_.store.change(purchase.ref, std::move(end));
    if (!kept) log_failure(purchase, kept.error());
    co_return state;
}

Task<void> Attempts::tell_upstream(const Purchase& purchase, Occupation& occupation) {
    const Result<Snapshot> job = co_await use_.store.find(purchase.ref.job);
    const auto token = job ? (*job)->parts.at(purchase.ref.part).token : std::nullopt;
    if (!token) {
        occupation.slot = Slots::Held();
        co_return;
    }
    const Deadline deadline = Deadline::in(cancel_time, use_.timers);
    auto told = co_await async::ended(purchase.upstream->provider->cancel(*token, deadline));
    const std::exception_ptr thrown = told.error();
    if (thrown && async::is_cancellation(thrown)) std::rethrow_exception(thrown);
    if (thrown) co_return;
    const auto answer = std::move(told).take();
    if (answer && *answer == providers::Cancellation::cancelled) occupation.slot = Slots::Held();
}

}  // namespace easel::jobs
