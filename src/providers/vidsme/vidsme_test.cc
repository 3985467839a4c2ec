#include "providers/vidsme/vidsme.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "mock/vidsme/running.h"
#include "providers/testing/checked_prompt.h"
#include "providers/testing/drive.h"

namespace easel::providers::vidsme {
namespace {

using namespace std::chrono_literals;
using testing::Driven;

constexpr const char* user_id = "5e1f0c9ad3b74e66a1c2";

/// The provider and its upstream: real sockets, but time stands still (the upstream's) or is
/// skipped (the caller's), so nothing waits.
class Vidsmes : public ::testing::Test {
  protected:
    void SetUp() override {
        mock::vidsme::Settings settings;
        settings.user_id = user_id;
        settings.pace = {0ms, 2};
        settings.rules.time_window = 24h;  // our clock leaps while we wait
        settings.browser_headers = true;
        start(std::move(settings));
        timers.skip_sleeps_below(std::chrono::hours(1));
    }

    void start(mock::vidsme::Settings settings) {
        auto key = mock::RsaKey::generate();
        ASSERT_TRUE(key);
        auto running = mock::vidsme::Running::start(std::move(settings), *std::move(key),
                                                    "127.0.0.1", 0, upstream_timers, rng);
        ASSERT_TRUE(running) << running.error().message;
        upstream = *std::move(running);
    }

    VidsmeSettings settings() const {
        VidsmeSettings out;
        out.base_url = upstream->base_url() + '/';
        out.image_base_url = upstream->origin() + '/';
        out.app_id = "chatsweetie";
        out.static_salt = "NHGNy5YFz7HeFb";
        out.public_key_pem = upstream->service().public_pem();
        out.user_id = Secret(user_id);
        out.models = {"anime", "realistic"};
        out.origin = "https://chatsweetie.ai";
        out.referer = "https://chatsweetie.ai/";
        return out;
    }

    std::unique_ptr<Vidsme> provider(VidsmeSettings with) {
        auto made = Vidsme::create(std::move(with), {client, timers, rng});
        EXPECT_TRUE(made);
        return *std::move(made);
    }

    Submission submission(Deadline deadline = Deadline::never()) const {
        Submission out{testing::checked_prompt("a red fox"), "anime", {}, 1, "", deadline};
        out.order.size = {512, 768};
        return out;
    }

    void suffer(std::string_view fault) {
        auto parsed = mock::parse_fault(fault, mock::vidsme::fault_kinds());
        ASSERT_TRUE(parsed) << parsed.error().message;
        upstream->service().faults().add(*std::move(parsed));
    }

    Driven drive(VidsmeSettings with) {
        const auto kind = provider(std::move(with));
        return async::testing::run(testing::drive(*kind, submission(), timers));
    }
    Driven drive() { return drive(settings()); }

    int calls(const char* kind) { return upstream->service().journal().counted(kind); }

    easel::async::testing::FakeTimers timers;
    easel::async::testing::FakeTimers upstream_timers;
    SystemRng rng;
    async::Runtime runtime{1};
    net::fetch::Client client{runtime.executor(), timers, {}};
    std::unique_ptr<mock::vidsme::Running> upstream;
};

void expect_no_secret(const Error& error) {
    for (const std::string& text : {error.message, error.detail}) {
        EXPECT_EQ(text.find(user_id), std::string::npos) << text;
        EXPECT_EQ(text.find("secret_key"), std::string::npos) << text;
    }
    EXPECT_EQ(error.message.find("upstream text"), std::string::npos) << error.message;
}

TEST_F(Vidsmes, buys_a_picture_and_names_its_address) {
    const Driven driven = drive();
    ASSERT_TRUE(driven.outcome) << driven.outcome.error().message << driven.outcome.error().detail;
    const auto& picture = driven.outcome->pictures.at(0);
    const auto& address = std::get<PictureAddress>(picture.content);
    EXPECT_EQ(address.url, upstream->origin() + "/aigc/job-1.png");
    EXPECT_TRUE(address.operator_origin);
    EXPECT_FALSE(picture.seed);
    EXPECT_EQ(driven.token, Token("job-1"));
    EXPECT_EQ(driven.waits, (std::vector<Duration>{1s, 1s, 1s}));

    const auto seen = upstream->service().journal().calls();
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_EQ(seen[0].prompt, "a red fox");
    EXPECT_EQ(seen[0].model, "anime");
    EXPECT_EQ(seen[0].size, "512x768");
    for (const auto& call : seen) {
        EXPECT_EQ(call.user_id_matches, "yes");
        EXPECT_EQ(call.refused, "");
        EXPECT_TRUE(call.user_agent.starts_with("easel/")) << call.user_agent;
    }
}

TEST_F(Vidsmes, sends_the_headers_that_the_operator_configured) {
    auto with = settings();
    with.user_agent = "Another/1.0";
    with.extra_headers.emplace_back("X-Extra", Secret("1"));
    ASSERT_TRUE(drive(std::move(with)).outcome);
    const auto call = upstream->service().journal().calls().front();
    EXPECT_EQ(call.user_agent, "Another/1.0");
    EXPECT_EQ(std::ranges::count(call.header_names, "X-Extra"), 1);
    EXPECT_EQ(std::ranges::count(call.header_names, "User-Agent"), 1);
}

struct SubmitRow {
    const char* fault;
    ErrorKind kind;
};

TEST_F(Vidsmes, tells_apart_how_a_submission_can_go_wrong) {
    using enum ErrorKind;
    const SubmitRow rows[] = {
        {"html@submit:status=403", upstream_unreachable},
        {"html@submit:status=503", upstream_outcome_unknown},
        {"html@submit:status=502", upstream_outcome_unknown},
        {"html@submit:status=200", upstream_bad_response},
        {"empty@submit", upstream_bad_response},
        {"truncated@submit", upstream_bad_response},
        {"wrong_type@submit", upstream_bad_response},
        {"null_data@submit", upstream_bad_response},
        {"code@submit:code=1001", upstream_error},
        {"code@submit:code=500", upstream_outcome_unknown},
        {"code@submit:code=403,status=403", upstream_auth_error},
        {"rate_limit@submit", upstream_rate_limited},
        {"skew@submit:seconds=90000", upstream_auth_error},
        {"drop@submit", upstream_outcome_unknown},
        {"drop@submit:taken=1", upstream_outcome_unknown},
        {"cut@submit", upstream_outcome_unknown},
    };
    for (const SubmitRow& row : rows) {
        suffer(row.fault);
        const Driven driven = drive();
        ASSERT_FALSE(driven.outcome) << row.fault;
        const Error& error = driven.outcome.error();
        EXPECT_EQ(static_cast<int>(error.kind), static_cast<int>(row.kind))
            << row.fault << ": " << error.message << ' ' << error.detail;
        EXPECT_FALSE(driven.token) << row.fault;
        expect_no_secret(error);
    }
}

TEST_F(Vidsmes, hands_on_how_long_to_stay_away) {
    suffer("rate_limit@submit:retry_after=7");
    EXPECT_EQ(drive().outcome.error().retry_after, 7s);
    suffer("rate_limit@submit");
    EXPECT_FALSE(drive().outcome.error().retry_after);
}

TEST_F(Vidsmes, does_not_take_a_slow_answer_for_a_refusal) {
    suffer("delay@submit");  // the upstream's time stands still: the answer never comes
    auto with = settings();
    with.request_timeout = 50ms;
    const Driven driven = drive(std::move(with));
    ASSERT_FALSE(driven.outcome);
    EXPECT_EQ(driven.outcome.error().kind, ErrorKind::upstream_outcome_unknown);
    expect_no_secret(driven.outcome.error());
}

struct PollRow {
    const char* fault;
    ErrorKind trouble;  ///< while it lasts
    ErrorKind end;      ///< if it never stops
    int questions;      ///< until then; 0: as long as there is time
};

TEST_F(Vidsmes, keeps_asking_through_trouble_and_ends_where_it_does_not_stop) {
    using enum ErrorKind;
    const PollRow rows[] = {
        {"html@poll:status=403", upstream_bad_response, upstream_bad_response, 5},
        {"html@poll:status=503", upstream_bad_response, upstream_bad_response, 5},
        {"html@poll:status=200", upstream_bad_response, upstream_bad_response, 5},
        {"empty@poll", upstream_bad_response, upstream_bad_response, 5},
        {"truncated@poll", upstream_bad_response, upstream_bad_response, 5},
        {"wrong_type@poll", upstream_bad_response, upstream_bad_response, 5},
        {"code@poll:code=500", upstream_error, upstream_error, 5},
        {"rate_limit@poll", upstream_rate_limited, generation_timeout, 0},
        {"cut@poll", upstream_outcome_unknown, generation_timeout, 0},
    };
    for (const PollRow& row : rows) {
        suffer(std::string(row.fault) + (std::string(row.fault).contains(':') ? "," : ":") +
               "times=3");
        const Driven passing = drive();
        EXPECT_TRUE(passing.outcome) << row.fault;
        EXPECT_EQ(passing.troubles, std::vector<ErrorKind>(3, row.trouble)) << row.fault;

        suffer(std::string(row.fault) + (std::string(row.fault).contains(':') ? "," : ":") +
               "times=0");
        const Driven lasting = drive();
        upstream->service().faults().clear();
        ASSERT_FALSE(lasting.outcome) << row.fault;
        EXPECT_EQ(static_cast<int>(lasting.outcome.error().kind), static_cast<int>(row.end))
            << row.fault;
        expect_no_secret(lasting.outcome.error());
        if (row.questions == 0) continue;
        EXPECT_EQ(lasting.waits.size(), static_cast<std::size_t>(row.questions)) << row.fault;
    }
}

TEST_F(Vidsmes, keeps_asking_when_connections_break_and_never_sends_an_order_twice) {
    suffer("drop@poll:times=4");  // the HTTP client repeats a GET on its own now and then
    EXPECT_TRUE(drive().outcome);
    suffer("drop@poll:times=0");
    EXPECT_EQ(drive().outcome.error().kind, ErrorKind::generation_timeout);

    upstream->service().faults().clear();
    suffer("drop@submit:taken=1");
    const int before = calls("submit");
    EXPECT_EQ(drive().outcome.error().kind, ErrorKind::upstream_outcome_unknown);
    EXPECT_EQ(calls("submit"), before + 1);
}

TEST_F(Vidsmes, waits_through_null_data_and_unknown_states) {
    suffer("null_data@poll:times=10");
    const Driven driven = drive();
    EXPECT_TRUE(driven.outcome);
    EXPECT_TRUE(driven.troubles.empty());
}

TEST_F(Vidsmes, stops_at_once_when_the_upstream_says_that_the_job_failed) {
    suffer("failed@poll");
    const Driven driven = drive();
    ASSERT_FALSE(driven.outcome);
    EXPECT_EQ(driven.outcome.error().kind, ErrorKind::upstream_error);
    EXPECT_EQ(driven.waits.size(), 1U);
}

TEST_F(Vidsmes, gives_up_on_a_job_that_is_never_done_when_its_time_is_over) {
    suffer("never@poll:times=0");
    const Driven driven = drive();
    ASSERT_FALSE(driven.outcome);
    EXPECT_EQ(driven.outcome.error().kind, ErrorKind::generation_timeout);
    Duration sum{};
    for (const Duration wait : driven.waits)
        sum += wait;
    EXPECT_EQ(sum, 240s);
    EXPECT_EQ(calls("poll"), 10 + 10 + 70);
}

TEST_F(Vidsmes, ends_when_the_upstream_lost_the_job) {
    suffer("lose@poll");
    const Driven driven = drive();
    ASSERT_FALSE(driven.outcome);
    EXPECT_EQ(driven.outcome.error().kind, ErrorKind::upstream_error);
    EXPECT_EQ(driven.waits.size(), 5U);
}

TEST_F(Vidsmes, stays_away_as_long_as_a_rate_limit_asks) {
    suffer("rate_limit@poll:retry_after=20");
    const Driven driven = drive();
    EXPECT_TRUE(driven.outcome);
    EXPECT_EQ(driven.waits, (std::vector<Duration>{1s, 20s, 2s, 2s}));
}

TEST_F(Vidsmes, does_not_trust_an_address_on_another_host) {
    suffer("url@poll:url=http://169.254.169.254/latest");
    const Driven foreign = drive();
    ASSERT_TRUE(foreign.outcome);
    const auto& address = std::get<PictureAddress>(foreign.outcome->pictures.at(0).content);
    EXPECT_EQ(address.url, "http://169.254.169.254/latest");
    EXPECT_FALSE(address.operator_origin);
}

TEST_F(Vidsmes, tells_a_dead_upstream_from_a_lost_answer) {
    auto dead = settings();
    dead.base_url = "http://127.0.0.1:1/v1";
    const Driven unsent = drive(dead);
    ASSERT_FALSE(unsent.outcome);
    EXPECT_EQ(unsent.outcome.error().kind, ErrorKind::upstream_unreachable);
    expect_no_secret(unsent.outcome.error());

    const auto kind = provider(dead);
    const Driven polled = async::testing::run(
        testing::ask_until_done(*kind, {Token("job-1"), 1s}, Deadline::never(), timers));
    ASSERT_FALSE(polled.outcome);
    EXPECT_EQ(polled.outcome.error().kind, ErrorKind::generation_timeout);
    expect_no_secret(polled.outcome.error());
}

TEST_F(Vidsmes, asks_once_more_for_a_job_that_is_older_than_its_patience) {
    const auto kind = provider(settings());
    testing::RecordingSink sink;
    const auto begun = async::testing::run(kind->submit(submission(), sink));
    ASSERT_TRUE(begun);
    const Provider::Progress long_after{.asked = 0, .since = 2h, .failures = 0};
    for (int polls = 0; polls < 2; ++polls) {
        const auto late = async::testing::run(
            kind->advance(sink.tokens().at(0), long_after, Deadline::never(), sink));
        ASSERT_FALSE(late);
        EXPECT_EQ(late.error().kind, ErrorKind::generation_timeout);
    }
    const auto done = async::testing::run(
        kind->advance(sink.tokens().at(0), long_after, Deadline::never(), sink));
    ASSERT_TRUE(done);
    EXPECT_TRUE(std::holds_alternative<Finished>(*done));
}

TEST_F(Vidsmes, says_whether_the_upstream_is_usable_without_buying) {
    const auto kind = provider(settings());
    auto health = async::testing::run(kind->probe(Deadline::never()));
    ASSERT_TRUE(health);
    EXPECT_TRUE(health->usable);
    for (const char* fault :
         {"html@poll:status=403", "rate_limit@poll", "skew@poll:seconds=90000", "cut@poll"}) {
        suffer(fault);
        health = async::testing::run(kind->probe(Deadline::never()));
        ASSERT_TRUE(health);
        EXPECT_FALSE(health->usable) << fault;
        EXPECT_FALSE(health->reason.empty());
    }
    EXPECT_EQ(calls("submit"), 0);
}

TEST_F(Vidsmes, has_three_sizes_one_picture_a_call_and_no_other_parameters) {
    const auto kind = provider(settings());
    const auto able = kind->capabilities("anime");
    ASSERT_TRUE(able);
    EXPECT_EQ(std::get<order::ListedSizes>(able->sizes).sizes,
              (std::vector<order::Size>{{512, 768}, {512, 512}, {768, 512}}));
    EXPECT_EQ(able->pictures_per_call, 1);
    EXPECT_FALSE(able->seed || able->negative || able->steps || able->guidance ||
                 able->transparent);
    EXPECT_FALSE(kind->capabilities("hentai"));
    EXPECT_EQ(async::testing::run(kind->cancel(Token("x"), Deadline::never())),
              Cancellation::not_possible);
}

}  // namespace
}  // namespace easel::providers::vidsme
