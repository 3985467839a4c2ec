#include <gtest/gtest.h>

#include "net/fetch/transfer_impl.h"

namespace easel::net::fetch {
namespace {

using namespace std::chrono_literals;

/// A transfer without a network: the test plays curl.
struct Played {
    explicit Played(Request request = {}, SteadyTime until = SteadyTime::max())
        : transfer(std::move(request), nullptr, until) {
        transfer.due_is_nearer = [this](SteadyTime when) { nearer.push_back(when); };
    }
    Transfer transfer;
    std::vector<SteadyTime> nearer;
};

ErrorKind kind(const Result<Reply>& outcome) {
    return outcome ? ErrorKind::not_implemented : outcome.error().kind;
}

TEST(Transfer, each_phase_has_its_limit_and_announces_it) {
    Request r;
    r.first_byte_time = 1h;
    r.idle_time = 1min;
    Played p(r);
    EXPECT_EQ(p.transfer.due(), SteadyTime::max());

    const SteadyTime before = std::chrono::steady_clock::now();
    ASSERT_TRUE(p.transfer.about_to_send("8.8.8.8", false));
    const SteadyTime waiting = p.transfer.due();
    EXPECT_GE(waiting, before + 1h);
    ASSERT_TRUE(p.transfer.take_head_line("HTTP/1.1 200 OK\r\n"));
    const SteadyTime receiving = p.transfer.due();
    EXPECT_GE(receiving, before + 1min);
    EXPECT_LT(receiving, waiting);
    EXPECT_EQ(p.nearer, (std::vector<SteadyTime>{waiting, receiving}));
    ASSERT_TRUE(p.transfer.take_head_line("\r\n"));
    ASSERT_TRUE(p.transfer.take_body("bytes"));
    EXPECT_GT(p.transfer.due(), receiving);
}

TEST(Transfer, an_upload_that_goes_on_is_not_silence) {
    Played p;
    ASSERT_TRUE(p.transfer.about_to_send("8.8.8.8", false));
    const SteadyTime first = p.transfer.due();
    p.transfer.uploaded(0);
    EXPECT_EQ(p.transfer.due(), first);
    p.transfer.uploaded(1000);
    const SteadyTime second = p.transfer.due();
    EXPECT_GT(second, first);
    p.transfer.uploaded(1000);
    EXPECT_EQ(p.transfer.due(), second);
}

TEST(Transfer, the_deadline_comes_before_every_other_limit) {
    const SteadyTime now = std::chrono::steady_clock::now();
    Played p({}, now + 1ms);
    ASSERT_TRUE(p.transfer.about_to_send("8.8.8.8", false));
    EXPECT_EQ(p.transfer.due(), now + 1ms);
    p.transfer.expire(now + 1ms);
    EXPECT_EQ(kind(p.transfer.outcome(28, "")), ErrorKind::generation_timeout);
}

TEST(Transfer, only_idempotent_requests_are_sent_again) {
    for (const char* method : {"GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "BUY"}) {
        Request r;
        r.method = method;
        Played p(r);
        ASSERT_TRUE(p.transfer.about_to_send("8.8.8.8", false));
        const bool idempotent =
            std::string_view("GET HEAD PUT DELETE").find(method) != std::string_view::npos;
        EXPECT_EQ(p.transfer.about_to_send("8.8.8.8", false), idempotent) << method;
        EXPECT_EQ(kind(p.transfer.outcome(42, "")), ErrorKind::upstream_outcome_unknown);
    }
}

TEST(Transfer, an_outside_address_is_judged_at_connect_and_again_before_sending) {
    Request r;
    r.reach = Reach::public_only;
    Played good(r);
    EXPECT_TRUE(good.transfer.may_connect(true));
    EXPECT_TRUE(good.transfer.about_to_send("8.8.8.8", false));

    Played reused(r);  // a connection that a request with a wider reach has left behind
    EXPECT_FALSE(reused.transfer.about_to_send("127.0.0.1", false));
    EXPECT_EQ(kind(reused.transfer.outcome(42, "")), ErrorKind::upstream_unreachable);

    Played mixed(r);  // one of a name's addresses is private, the next one is not
    EXPECT_FALSE(mixed.transfer.may_connect(false));
    EXPECT_TRUE(mixed.transfer.may_connect(true));
    EXPECT_FALSE(mixed.transfer.about_to_send("8.8.8.8", false));
}

TEST(Transfer, nothing_has_left_before_the_connection_stands) {
    for (const int code : {5, 6, 7, 28, 35, 56, 60, 97}) {  // curl's codes for proxy, name, TLS, …
        Played before;
        EXPECT_EQ(kind(before.transfer.outcome(code, "")), ErrorKind::upstream_unreachable) << code;
        Played after;
        ASSERT_TRUE(after.transfer.about_to_send("", false));
        EXPECT_EQ(kind(after.transfer.outcome(code, "")), ErrorKind::upstream_outcome_unknown)
            << code;
    }
}

}  // namespace
}  // namespace easel::net::fetch
