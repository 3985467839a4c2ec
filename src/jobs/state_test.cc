#include "jobs/state.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "jobs/plan.h"

namespace easel::jobs {
namespace {

using namespace std::chrono_literals;

Part part_in(PartState state, int attempt = 1) {
    Part part;
    part.state = state;
    part.attempt = attempt;
    return part;
}

std::vector<Change> every_change() {
    return {AttemptBegun(),
            TokenNoted{providers::Token("t")},
            Fetching(),
            Storing(),
            Progressed{0.5},
            Succeeded(),
            Failed{fail(ErrorKind::upstream_error, "x")},
            Cancelled()};
}

TEST(PartState, walks_the_whole_way_to_a_kept_picture) {
    Part part;
    part = *apply(part, 1, AttemptBegun());
    part = *apply(part, 1, TokenNoted{providers::Token("job-41")});
    part = *apply(part, 1, Progressed{0.5});
    part = *apply(part, 1, Fetching());
    part = *apply(part, 1, Storing());
    part = *apply(part, 1, Succeeded{{KeptImage()}});
    EXPECT_EQ(part.state, PartState::succeeded);
    EXPECT_EQ(part.token, providers::Token("job-41"));
    EXPECT_EQ(part.images.size(), 1U);
    EXPECT_EQ(part.progress, 1);
}

TEST(PartState, nothing_follows_an_end) {
    for (const PartState end : {PartState::succeeded, PartState::failed, PartState::cancelled})
        for (const Change& change : every_change())
            for (const int attempt : {1, 2})
                EXPECT_FALSE(apply(part_in(end), attempt, change)) << static_cast<int>(end);
}

TEST(PartState, only_the_current_attempt_may_write) {
    const Part part = part_in(PartState::submitting, 2);
    for (const Change& change : every_change()) {
        EXPECT_FALSE(apply(part, 1, change));
        const bool begins = std::holds_alternative<AttemptBegun>(change);
        EXPECT_EQ(apply(part, 3, change).has_value(), begins);
    }
}

TEST(PartState, a_submitted_part_is_never_submitted_again) {
    for (const PartState state : {PartState::submitted, PartState::fetching, PartState::storing})
        EXPECT_FALSE(apply(part_in(state), 2, AttemptBegun()));
}

TEST(PartState, progress_only_rises) {
    Part part = part_in(PartState::submitted);
    part = *apply(part, 1, Progressed{0.6});
    part = *apply(part, 1, Progressed{0.2});
    EXPECT_EQ(part.progress, 0.6);
}

TEST(JobState, is_a_fold_over_its_parts) {
    struct Case {
        std::vector<PartState> parts;
        JobState job;
    };
    using enum PartState;
    const Case cases[] = {{{queued, queued}, JobState::queued},
                          {{queued, submitting}, JobState::running},
                          {{succeeded, submitted}, JobState::running},
                          {{succeeded, queued}, JobState::running},
                          {{succeeded, succeeded}, JobState::succeeded},
                          {{succeeded, failed}, JobState::succeeded},
                          {{failed, cancelled}, JobState::failed},
                          {{cancelled, cancelled}, JobState::cancelled}};
    for (const Case& c : cases) {
        std::vector<Part> parts;
        for (const PartState state : c.parts)
            parts.push_back(part_in(state));
        EXPECT_EQ(fold(parts), c.job);
    }
}

TEST(JobState, says_whether_anything_may_have_been_bought) {
    const auto part = [](int attempt, std::optional<ErrorKind> error) {
        Part p = part_in(error ? PartState::failed : PartState::cancelled, attempt);
        if (error) p.error = fail(*error, "x");
        return p;
    };
    using enum ErrorKind;
    const Part unreachable = part(3, upstream_unreachable);
    const Part never_called = part(0, std::nullopt);
    EXPECT_FALSE(may_have_bought(std::vector{unreachable, never_called}));
    EXPECT_FALSE(may_have_bought(std::vector{part(1, upstream_rate_limited)}));
    EXPECT_TRUE(may_have_bought(std::vector{unreachable, part(1, upstream_error)}));
    EXPECT_TRUE(may_have_bought(std::vector{part(1, upstream_outcome_unknown)}));
    EXPECT_TRUE(may_have_bought(std::vector{part(1, std::nullopt)})) << "cancelled in the call";

    Part taken = unreachable;
    taken.token = providers::Token("t");
    EXPECT_TRUE(may_have_bought(std::vector{taken}));
    Part painted = never_called;
    painted.images.emplace_back();
    EXPECT_TRUE(may_have_bought(std::vector{painted}));
}

TEST(Plan, submits_again_only_where_nothing_can_have_been_bought) {
    SeededRng rng(1);
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal_error); ++kind) {
        const auto k = static_cast<ErrorKind>(kind);
        const bool safe = k == ErrorKind::upstream_unreachable ||
                          k == ErrorKind::upstream_rate_limited || k == ErrorKind::overloaded;
        const NextStep next = after_failure(fail(k, "x"), 1, Duration::max(), {}, rng);
        EXPECT_EQ(std::holds_alternative<RetryIn>(next), safe) << kind;
    }
}

TEST(Plan, waits_grow_with_full_jitter_and_end_after_the_last_attempt) {
    SeededRng rng(2);
    const Error error = fail(ErrorKind::upstream_unreachable, "x");
    const RetryPolicy policy{.attempts_max = 30};
    for (int attempt = 1; attempt < 30; ++attempt) {
        Duration most{};
        const Duration bound = std::min<Duration>(60s, 1s * (1 << std::min(attempt - 1, 20)));
        for (int i = 0; i < 200; ++i) {
            const auto wait =
                std::get<RetryIn>(after_failure(error, attempt, Duration::max(), policy, rng)).wait;
            EXPECT_LE(wait, bound);
            most = std::max(most, wait);
        }
        EXPECT_GT(most, bound / 2) << "jitter spreads over the whole range";
    }
    EXPECT_TRUE(
        std::holds_alternative<GiveUp>(after_failure(error, 30, Duration::max(), policy, rng)));
}

TEST(Plan, an_upstreams_wish_is_kept_up_to_a_cap) {
    SeededRng rng(3);
    const auto wait = [&](std::chrono::seconds wish) {
        const Error error = fail(ErrorKind::upstream_rate_limited, "x").retry_in(wish);
        return std::get<RetryIn>(after_failure(error, 1, Duration::max(), {}, rng)).wait;
    };
    EXPECT_EQ(wait(7s), 7s);
    EXPECT_EQ(wait(3600s), 300s);
    Duration most{};
    for (int i = 0; i < 100; ++i)
        most = std::max(most, wait(0s));
    EXPECT_GT(most, 500ms) << "at once is no wish to be kept by everybody at the same moment";
}

TEST(Plan, gives_up_where_the_next_picture_could_not_be_delivered_any_more) {
    SeededRng rng(4);
    const Error error = fail(ErrorKind::upstream_rate_limited, "x").retry_in(20s);
    const RetryPolicy policy{.time_left_min = 30s};
    EXPECT_TRUE(std::holds_alternative<RetryIn>(after_failure(error, 1, 50s, policy, rng)));
    EXPECT_TRUE(std::holds_alternative<GiveUp>(after_failure(error, 1, 49s, policy, rng)));
    EXPECT_TRUE(std::holds_alternative<GiveUp>(after_failure(error, 1, 10s, policy, rng)));
}

}  // namespace
}  // namespace easel::jobs
