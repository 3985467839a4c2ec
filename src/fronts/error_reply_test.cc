#include "fronts/error_reply.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/result.h"

namespace easel::fronts {
namespace {

using namespace std::chrono_literals;
namespace bj = boost::json;

std::vector<ErrorKind> every_kind() {
    std::vector<ErrorKind> kinds;
    for (int i = 0; i <= static_cast<int>(ErrorKind::internal_error); ++i)
        kinds.push_back(static_cast<ErrorKind>(i));
    return kinds;
}

std::string text_of(const net::http::Reply& reply) {
    return std::get<std::string>(std::get<net::http::Pieces>(reply.body).front());
}

TEST(ErrorReply, every_kind_says_whether_and_when_to_try_again) {
    for (const ErrorKind kind : every_kind()) {
        const net::http::Reply reply = error_reply(fail(kind, "m"));
        const bool retry = traits(kind).client_may_retry;
        EXPECT_EQ(reply.status, traits(kind).status);
        EXPECT_EQ(reply.headers.get("x-should-retry"), retry ? "true" : "false") << reply.status;
        const bool says_when = retry && (reply.status == 429 || reply.status == 503);
        EXPECT_EQ(reply.headers.has("retry-after"), says_when) << traits(kind).code;
    }
}

TEST(ErrorReply, after_a_purchase_nobody_is_told_to_try_again) {
    for (const ErrorKind kind : every_kind()) {
        const net::http::Reply reply = error_reply(fail(kind, "m"), Dispatched::yes);
        EXPECT_EQ(reply.headers.get("x-should-retry"), "false") << traits(kind).code;
        EXPECT_FALSE(reply.headers.has("retry-after")) << traits(kind).code;
    }
}

TEST(ErrorReply, keeps_the_wait_within_what_clients_heed) {
    const std::vector<std::pair<std::chrono::seconds, const char*>> rows = {
        {-5s, "1"}, {0s, "1"}, {1s, "1"}, {37s, "37"}, {60s, "60"}, {61s, "60"}, {86400s, "60"}};
    for (const auto& [wait, said] : rows)
        EXPECT_EQ(
            error_reply(fail(ErrorKind::queue_full, "m").retry_in(wait)).headers.get("retry-after"),
            said);
}

TEST(ErrorReply, has_all_four_keys_and_never_the_detail) {
    const bj::value body = bj::parse(text_of(error_reply(
        fail(ErrorKind::missing_api_key, "say \"please\"\n").because("a secret of the house"))));
    bj::object expected;
    expected["message"] = "say \"please\"\n";
    expected["type"] = "invalid_request_error";
    expected["param"] = nullptr;
    expected["code"] = nullptr;
    EXPECT_EQ(body, (bj::value{{"error", expected}}));
    const bj::value named =
        bj::parse(text_of(error_reply(fail(ErrorKind::invalid_value, "m").on("size"))));
    EXPECT_EQ(named.at("error").at("param"), "size");
    EXPECT_EQ(named.at("error").at("code"), "invalid_value");
}

}  // namespace
}  // namespace easel::fronts
