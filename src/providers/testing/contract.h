#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "async/runtime.h"
#include "async/scope.h"
#include "async/testing/run.h"
#include "providers/testing/checked_prompt.h"
#include "providers/testing/drive.h"

namespace easel::providers::testing {

/// What the contract suite needs of a kind of provider: the provider, and an upstream that works.
/// A test of the kind derives from it and instantiates `ProviderContract` with a maker:
///
///   INSTANTIATE_TEST_SUITE_P(sketch, ProviderContract, ::testing::Values(make_my_rig));
class ContractRig {
  public:
    virtual ~ContractRig() = default;
    /// A provider object of its own; two of them are bound to the same upstream, as before and
    /// after a restart.
    virtual std::unique_ptr<Provider> make_provider() = 0;
    /// A model that it has.
    virtual std::string model() const = 0;
    /// Skips sleeps, or real ones.
    virtual async::Timers& timers() = 0;
    /// Makes the upstream hold its answers back until the rig ends. False if it has no upstream.
    virtual bool hold_answers() = 0;
    /// Makes the upstream answer nonsense to everything. False if it has no upstream.
    virtual bool talk_nonsense() = 0;
};

using RigMaker = std::function<std::unique_ptr<ContractRig>()>;

class ProviderContract : public ::testing::TestWithParam<RigMaker> {
  protected:
    Submission submission(Deadline deadline = Deadline::never()) const {
        const auto able = provider->capabilities(rig->model());
        Submission out{
            checked_prompt("a red fox in the snow"), rig->model(), {}, 1, "attempt-1", deadline};
        out.order.size = order::fit(order::ImageOrder(), able.value())->size;
        return out;
    }

    std::unique_ptr<ContractRig> rig = GetParam()();
    std::unique_ptr<Provider> provider = rig->make_provider();
};

inline bool legal_error(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::upstream_unreachable:
        case ErrorKind::upstream_rate_limited:
        case ErrorKind::upstream_outcome_unknown:
        case ErrorKind::moderation_blocked:
        case ErrorKind::invalid_value:
        case ErrorKind::upstream_auth_error:
        case ErrorKind::upstream_error:
        case ErrorKind::upstream_bad_response:
        case ErrorKind::generation_timeout:
        case ErrorKind::overloaded:
            return true;
        default:
            return false;
    }
}

TEST_P(ProviderContract, knows_its_model_and_no_other) {
    const auto able = provider->capabilities(rig->model());
    ASSERT_TRUE(able);
    EXPECT_GE(able->pictures_per_call, 1);
    EXPECT_FALSE(provider->capabilities("no such model"));
    EXPECT_TRUE(order::fit(order::ImageOrder(), *able));
}

TEST_P(ProviderContract, comes_from_a_submission_to_pictures) {
    const auto driven = async::testing::run(drive(*provider, submission(), rig->timers()));
    ASSERT_TRUE(driven.outcome) << driven.outcome.error().message << driven.outcome.error().detail;
    EXPECT_EQ(driven.outcome->pictures.size(), 1U);
    for (const Picture& picture : driven.outcome->pictures) {
        if (const auto* pixels = std::get_if<PicturePixels>(&picture.content)) {
            const auto bytes = file_size(pixels->file.get());
            const order::Size size = pixels->size;
            EXPECT_EQ(bytes, static_cast<std::size_t>(size.width * size.height * 4));
        }
        if (const auto* address = std::get_if<PictureAddress>(&picture.content)) {
            EXPECT_TRUE(address->url.starts_with("http"));
        }
    }
}

TEST_P(ProviderContract, reports_its_token_before_submit_returns) {
    RecordingSink sink;
    const auto begun = async::testing::run(provider->submit(submission(), sink));
    ASSERT_TRUE(begun);
    if (const auto* accepted = std::get_if<Accepted>(&*begun)) {
        ASSERT_EQ(sink.tokens().size(), 1U);
        EXPECT_EQ(sink.tokens().front(), accepted->token);
    } else {
        EXPECT_TRUE(sink.tokens().empty());
    }
}

TEST_P(ProviderContract, gives_a_token_that_another_object_understands) {
    RecordingSink sink;
    auto begun = async::testing::run(provider->submit(submission(), sink));
    ASSERT_TRUE(begun);
    auto* accepted = std::get_if<Accepted>(&*begun);
    if (accepted == nullptr) GTEST_SKIP() << "finishes inside submit";
    provider.reset();
    const auto second = rig->make_provider();
    const auto driven =
        async::testing::run(ask_until_done(*second, *accepted, Deadline::never(), rig->timers()));
    EXPECT_TRUE(driven.outcome);
}

TEST_P(ProviderContract, begins_nothing_after_its_deadline) {
    RecordingSink sink;
    const Deadline past = Deadline::at(rig->timers().now() - std::chrono::seconds(1));
    const auto begun = async::testing::run(provider->submit(submission(past), sink));
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().kind, ErrorKind::generation_timeout);
    EXPECT_TRUE(sink.tokens().empty());
    const auto step = async::testing::run(provider->advance(Token("1"), {}, past, sink));
    ASSERT_FALSE(step);
    EXPECT_TRUE(legal_error(step.error().kind));
}

TEST_P(ProviderContract, answers_a_cancellation_without_an_error) {
    const auto cancelled = async::testing::run(provider->cancel(Token("1"), Deadline::never()));
    EXPECT_TRUE(cancelled);
}

TEST_P(ProviderContract, finds_a_working_upstream_usable) {
    const auto health = async::testing::run(provider->probe(Deadline::never()));
    ASSERT_TRUE(health);
    EXPECT_TRUE(health->usable) << health->reason;
}

TEST_P(ProviderContract, turns_nonsense_into_errors_of_the_contract) {
    if (!rig->talk_nonsense()) GTEST_SKIP() << "has no upstream";
    const auto driven = async::testing::run(drive(*provider, submission(), rig->timers()));
    ASSERT_FALSE(driven.outcome);
    EXPECT_TRUE(legal_error(driven.outcome.error().kind));
    EXPECT_FALSE(driven.outcome.error().message.empty());
}

inline Task<void> submit_and_set(Provider& provider, Submission submission, Sink& sink,
                                 std::atomic<bool>& answered) {
    co_await provider.submit(std::move(submission), sink);
    answered = true;
}

TEST_P(ProviderContract, leaves_nothing_running_when_it_is_cancelled) {
    const bool held = rig->hold_answers();
    RecordingSink sink;
    std::atomic<bool> answered = false;
    async::Runtime runtime(1);
    async::Scope scope(runtime.executor(), "contract");
    scope.spawn(submit_and_set(*provider, submission(), sink, answered));
    scope.stop();
    async::testing::run(scope.join());  // hangs if the call does not end
    EXPECT_FALSE(held && answered);
    provider.reset();
    rig.reset();  // before the runtime: a pool's thread may still be letting go of its strand
}

}  // namespace easel::providers::testing
