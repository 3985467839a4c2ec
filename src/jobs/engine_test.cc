#include "jobs/engine.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "base/testing/temp_folder.h"
#include "blobs/fs/fs_store.h"
#include "images/testing/settings.h"
#include "jobs/memory_store.h"
#include "jobs/testing/scripted_provider.h"

namespace easel::jobs {
namespace {

using namespace std::chrono_literals;
using async::testing::run;
using testing::broken;
using testing::not_yet;
using testing::painted;
using testing::ready_now;
using testing::refused;
using testing::taken;

// A whole engine over a scripted provider, on real threads and fake time.
class EngineTest : public ::testing::Test {
  protected:
    void SetUp() override {
        blobs_ = *blobs::FsStore::create(folder_.path(), disk_);
        pictures_.emplace(Pictures::Services{timers_, disk_, client_, *blobs_, pixels_},
                          Pictures::Settings());
        make_engine({});
        timers_.skip_sleeps_below(5s);
    }
    void TearDown() override {
        run(engine_->drain(0s));
        run(pixels_.stop());
        runtime_.stop();
        engine_.reset();
    }

    void make_engine(Engine::Settings settings, std::size_t slots = 8) {
        auto provider = std::make_unique<testing::ScriptedProvider>(timers_);
        provider_ = provider.get();
        std::vector<std::unique_ptr<Upstream>> upstreams;
        upstreams.push_back(std::make_unique<Upstream>("up", std::move(provider), slots, false));
        engine_ =
            std::make_unique<Engine>(Engine::Services{runtime_.executor(), timers_, rng_, metrics_,
                                                      catalog_, guard_, store_, *pictures_},
                                     settings, std::move(upstreams));
    }

    static catalog::Catalog make_catalog() {
        catalog::Model model;
        model.name = ModelName("m");
        model.upstream = "up";
        model.prompt_prefix = "best quality,";
        model.capabilities.sizes = order::ListedSizes{{{512, 768}}};
        model.capabilities.seed = true;
        return catalog::Catalog({model}, ModelName("m"), false);
    }

    static NewJob job(int count = 1, std::string prompt = "a red fox") {
        NewJob wanted;
        wanted.order.model = ModelName("m");
        wanted.order.prompt = std::move(prompt);
        wanted.order.count = count;
        return wanted;
    }

    Snapshot submit_and_wait(NewJob wanted) {
        const auto accepted = run(engine_->submit(std::move(wanted)));
        EXPECT_TRUE(accepted);
        return *run(engine_->wait((*accepted)->id));
    }

    easel::testing::TempFolder folder_;
    async::testing::FakeTimers timers_;
    SeededRng rng_{5};
    observe::Metrics metrics_;
    async::Runtime runtime_{2};
    async::Offload disk_{2, 64};
    net::fetch::Client client_{runtime_.executor(), timers_, {}};
    images::Pixels pixels_{runtime_.executor(), timers_, metrics_, disk_,
                           images::testing::test_settings()};
    std::unique_ptr<blobs::FsStore> blobs_;
    catalog::Catalog catalog_ = make_catalog();
    moderation::Guard guard_ = *moderation::Guard::create();
    MemoryStore store_{100};
    std::optional<Pictures> pictures_;
    testing::ScriptedProvider* provider_ = nullptr;
    std::unique_ptr<Engine> engine_;
};

TEST_F(EngineTest, buys_one_picture_a_part_and_keeps_each) {
    provider_->submits = {painted};
    const Snapshot done = submit_and_wait(job(3));
    EXPECT_EQ(fold(done->parts), JobState::succeeded);
    EXPECT_EQ(provider_->submitted().size(), 3U);
    for (const Part& part : done->parts) {
        ASSERT_EQ(part.images.size(), 1U);
        EXPECT_EQ(part.images[0].size, (order::Size{1, 1})) << "measured, not believed";
        EXPECT_TRUE(run(blobs_->open(part.images[0].file->blob)));
    }
}

TEST_F(EngineTest, sends_the_prefix_and_a_seed_of_its_own_for_each_part) {
    provider_->submits = {painted};
    NewJob wanted = job(2);
    wanted.order.seed = 40;
    submit_and_wait(std::move(wanted));
    auto seen = provider_->submitted();
    std::ranges::sort(seen, {}, &testing::ScriptedProvider::Seen::seed);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].prompt, "best quality,a red fox");
    EXPECT_EQ(seen[0].seed, 40U);
    EXPECT_EQ(seen[1].seed, 41U);
}

TEST_F(EngineTest, asks_until_the_picture_is_there_at_the_providers_pace) {
    provider_->submits = {[] { return taken("t"); }};
    provider_->advances = {not_yet, not_yet, ready_now};
    const Snapshot done = submit_and_wait(job());
    EXPECT_EQ(fold(done->parts), JobState::succeeded);
    EXPECT_EQ(provider_->submitted().size(), 1U);
    EXPECT_EQ(provider_->asked(), 3);
    const auto asked = timers_.asked();
    EXPECT_EQ(std::ranges::count(asked, Duration(1s)), 1) << "the first wait is the upstream's";
    EXPECT_EQ(std::ranges::count(asked, Duration(2s)), 2);
}

struct FailureCase {
    ErrorKind kind;
    std::size_t submits;
};

TEST_F(EngineTest, submits_again_only_when_nothing_can_have_been_bought) {
    const FailureCase cases[] = {
        {ErrorKind::upstream_unreachable, 3},     {ErrorKind::upstream_rate_limited, 3},
        {ErrorKind::upstream_outcome_unknown, 1}, {ErrorKind::upstream_error, 1},
        {ErrorKind::upstream_bad_response, 1},    {ErrorKind::upstream_auth_error, 1},
        {ErrorKind::moderation_blocked, 1}};
    for (const FailureCase& c : cases) {
        make_engine({});
        provider_->submits = {[&] { return refused(c.kind); }};
        const Snapshot done = submit_and_wait(job());
        EXPECT_EQ(fold(done->parts), JobState::failed);
        EXPECT_EQ(first_error(done->parts)->kind, c.kind);
        EXPECT_EQ(provider_->submitted().size(), c.submits) << static_cast<int>(c.kind);
        run(engine_->drain(0s));
    }
}

TEST_F(EngineTest, a_retry_that_works_is_invisible) {
    provider_->submits = {[] { return refused(ErrorKind::upstream_unreachable); }, painted};
    const Snapshot done = submit_and_wait(job());
    EXPECT_EQ(fold(done->parts), JobState::succeeded);
    EXPECT_EQ(done->parts[0].attempt, 2);
}

TEST_F(EngineTest, work_that_was_taken_in_is_never_bought_again) {
    provider_->submits = {[] { return taken("t"); }};
    provider_->advances = {[] { return broken(ErrorKind::upstream_unreachable); }};
    const Snapshot done = submit_and_wait(job());
    EXPECT_EQ(fold(done->parts), JobState::failed);
    EXPECT_EQ(provider_->submitted().size(), 1U);
}

TEST_F(EngineTest, some_pictures_are_better_than_none) {
    provider_->submits = {[] { return refused(ErrorKind::upstream_error); }, painted};
    const Snapshot done = submit_and_wait(job(2));
    EXPECT_EQ(fold(done->parts), JobState::succeeded);
    EXPECT_TRUE(first_error(done->parts));
}

TEST_F(EngineTest, refuses_before_anything_is_sent) {
    provider_->submits = {painted};
    EXPECT_EQ(run(engine_->submit(job(1, "nude toddler"))).error().kind,
              ErrorKind::moderation_blocked);
    NewJob inverted = job(1, "a toddler");
    inverted.order.negative = "nude";
    inverted.order.guidance = 0.5;
    EXPECT_EQ(run(engine_->submit(std::move(inverted))).error().kind, ErrorKind::moderation_blocked)
        << "below one, what is not wanted is what is painted";
    NewJob unknown = job();
    unknown.order.model = ModelName("other");
    EXPECT_EQ(run(engine_->submit(std::move(unknown))).error().kind, ErrorKind::model_not_found);
    NewJob strict = job();
    strict.order.policy = order::Policy::strict;
    strict.order.steps = 20;
    EXPECT_EQ(run(engine_->submit(std::move(strict))).error().param, "steps");
    EXPECT_TRUE(provider_->submitted().empty());
}

TEST_F(EngineTest, a_job_out_of_time_fails_and_its_upstream_is_told) {
    make_engine({.deadline = 10s});
    provider_->submits = {[] { return taken("t"); }};
    provider_->advances = {not_yet};
    const Snapshot done = submit_and_wait(job());
    EXPECT_EQ(first_error(done->parts)->kind, ErrorKind::generation_timeout);
    EXPECT_EQ(provider_->cancelled(), 1);
}

TEST_F(EngineTest, a_bug_in_a_provider_fails_the_part_at_once) {
    provider_->submits = {
        []() -> testing::ScriptedProvider::Submitted { throw std::runtime_error("a bug"); }};
    const Snapshot done = submit_and_wait(job());
    EXPECT_EQ(first_error(done->parts)->kind, ErrorKind::internal_error);
    EXPECT_EQ(provider_->submitted().size(), 1U) << "it may have bought";
}

TEST_F(EngineTest, counts_only_troubles_of_one_kind_in_a_row) {
    const auto trouble = [](ErrorKind kind) {
        return [kind]() -> testing::ScriptedProvider::Advanced {
            providers::Waiting waiting;
            waiting.again_in = 1s;
            waiting.trouble = fail(kind, "scripted");
            return waiting;
        };
    };
    using enum ErrorKind;
    provider_->submits = {[] { return taken("t"); }};
    provider_->advances = {trouble(upstream_rate_limited), trouble(upstream_rate_limited),
                           trouble(upstream_bad_response), not_yet,
                           trouble(upstream_bad_response), ready_now};
    submit_and_wait(job());
    EXPECT_EQ(provider_->failures_told(), (std::vector<int>{0, 1, 2, 1, 0, 1}));
}

TEST_F(EngineTest, buys_nothing_that_could_not_be_delivered_any_more) {
    make_engine({.deadline = 20s}, 1);
    provider_->submit_takes = 12s;  // longer than what is skipped: moved by hand
    provider_->submits = {painted};
    const auto first = run(engine_->submit(job()));
    const auto second = run(engine_->submit(job()));
    ASSERT_TRUE(first && second);
    while (std::ranges::count(timers_.asked(), Duration(12s)) == 0)
        std::this_thread::yield();
    timers_.advance(12s);
    // Whichever was first in the line is painted; the other is not even begun.
    std::vector<JobState> ends;
    for (const auto& accepted : {first, second}) {
        const Snapshot done = *run(engine_->wait((*accepted)->id));
        ends.push_back(fold(done->parts));
        if (ends.back() == JobState::failed) {
            EXPECT_EQ(first_error(done->parts)->kind, ErrorKind::generation_timeout);
            EXPECT_EQ(done->parts[0].attempt, 0);
        }
    }
    std::ranges::sort(ends);
    EXPECT_EQ(ends, (std::vector{JobState::succeeded, JobState::failed}));
    EXPECT_EQ(provider_->submitted().size(), 1U);
}

TEST_F(EngineTest, work_that_cannot_be_cancelled_keeps_its_slot_until_it_has_ended_there) {
    make_engine({}, 1);
    provider_->cancellation = providers::Cancellation::not_possible;
    provider_->submits = {[] { return taken("t", 240s); }, painted};
    provider_->advances = {[]() -> testing::ScriptedProvider::Advanced {
        providers::Waiting waiting;
        waiting.again_in = 100s;
        return waiting;
    }};
    const auto first = run(engine_->submit(job()));
    while (provider_->asked() == 0)
        std::this_thread::yield();
    const auto second = run(engine_->submit(job()));
    ASSERT_TRUE(run(engine_->cancel((*first)->id)));
    EXPECT_EQ(fold((*run(engine_->wait((*first)->id)))->parts), JobState::cancelled);
    EXPECT_EQ(provider_->cancelled(), 1);
    timers_.advance(200s);
    EXPECT_EQ(provider_->submitted().size(), 1U) << "the upstream is still busy with the first";
    timers_.advance(40s);
    EXPECT_EQ(fold((*run(engine_->wait((*second)->id)))->parts), JobState::succeeded);
}

TEST_F(EngineTest, never_more_at_the_upstream_than_it_has_slots) {
    make_engine({}, 2);
    provider_->submits = {painted};
    for (int i = 0; i < 5; ++i)
        submit_and_wait(job(10));
    EXPECT_EQ(provider_->submitted().size(), 50U);
    EXPECT_LE(provider_->most_at_once(), 2);
}

TEST_F(EngineTest, a_full_queue_is_refused_with_a_time_to_come_back) {
    make_engine({.parts_max = 4});
    const auto refusal = run(engine_->submit(job(5)));
    EXPECT_EQ(refusal.error().kind, ErrorKind::queue_full);
    EXPECT_TRUE(refusal.error().retry_after);
    provider_->submits = {painted};
    EXPECT_EQ(fold(submit_and_wait(job(4))->parts), JobState::succeeded);
    EXPECT_EQ(fold(submit_and_wait(job(4))->parts), JobState::succeeded) << "what ended makes room";
}

TEST_F(EngineTest, a_stopped_engine_takes_nothing_more) {
    provider_->submits = {painted};
    run(engine_->drain(0s));
    EXPECT_EQ(run(engine_->submit(job())).error().kind, ErrorKind::shutting_down);
}

TEST(EngineCancel, ends_what_waits_at_an_upstream_and_tells_it) {
    // Time stands still here: the job waits for its first question until it is cancelled.
    const easel::testing::TempFolder folder;
    async::testing::FakeTimers timers;
    SeededRng rng(6);
    observe::Metrics metrics;
    async::Runtime runtime(2);
    async::Offload disk(1, 8);
    net::fetch::Client client(runtime.executor(), timers, {});
    images::Pixels pixels(runtime.executor(), timers, metrics, disk,
                          images::testing::test_settings());
    const auto blobs = *blobs::FsStore::create(folder.path(), disk);
    catalog::Model model;
    model.name = ModelName("m");
    model.upstream = "up";
    const catalog::Catalog catalog({model}, ModelName("m"), false);
    const moderation::Guard guard = *moderation::Guard::create();
    MemoryStore store(10);
    Pictures pictures({timers, disk, client, *blobs, pixels}, {});
    auto provider = std::make_unique<testing::ScriptedProvider>(timers);
    testing::ScriptedProvider& scripted = *provider;
    scripted.submits = {[] { return taken("t"); }};
    scripted.advances = {not_yet};
    std::vector<std::unique_ptr<Upstream>> upstreams;
    upstreams.push_back(std::make_unique<Upstream>("up", std::move(provider), 1, false));
    Engine engine({runtime.executor(), timers, rng, metrics, catalog, guard, store, pictures}, {},
                  std::move(upstreams));

    NewJob wanted;
    wanted.order.model = ModelName("m");
    wanted.order.prompt = "fox";
    wanted.order.count = 2;
    const auto accepted = run(engine.submit(std::move(wanted)));
    ASSERT_TRUE(accepted);
    ASSERT_TRUE(run(engine.cancel((*accepted)->id)));
    const Snapshot done = *run(engine.wait((*accepted)->id));
    EXPECT_EQ(fold(done->parts), JobState::cancelled);
    EXPECT_LE(scripted.submitted().size(), 1U) << "the second part never left the line";
    EXPECT_FALSE(run(engine.cancel(JobId("job_unknown"))));

    run(engine.drain(0s));
    run(pixels.stop());
    runtime.stop();
}

}  // namespace
}  // namespace easel::jobs
