#include "providers/vidsme/protocol.h"

#include <gtest/gtest.h>

namespace easel::providers::vidsme {
namespace {

constexpr std::string_view user_id = "7f3a0c5e";

Answer answer(int status, std::string_view body, std::string_view retry_after = "") {
    return {status, body, retry_after, user_id};
}

TEST(VidsmeSubmit, builds_the_body_in_the_documented_order) {
    const Ask ask{"a \"red\" fox\n", "hassaku(hentai)", "u1", {512, 768}};
    const std::string body =
        R"_({"prompt":"a \"red\" fox\n","model":"hassaku(hentai)","user_id":"u1",)_"
        R"("height":768,"width":512})";
    EXPECT_EQ(submit_body(ask), body);
}

TEST(VidsmeSubmit, finds_the_job_id_whatever_else_is_there) {
    const std::string_view bodies[] = {
        R"({"code":200,"data":{"job_id":"job-41"},"msg":"ok"})",
        R"({"extra":[1,{"a":null}],"code":200,"data":{"eta":3,"job_id":"job-41"}})",
        R"({"code":"200","data":{"job_id":"job-41"}})",
    };
    for (const auto body : bodies)
        EXPECT_EQ(read_submit_answer(answer(200, body)), "job-41");
    EXPECT_EQ(read_submit_answer(answer(200, R"({"code":200,"data":{"job_id":41}})")), "41");
}

struct SubmitRow {
    const char* what;
    int status;
    std::string_view body;
    ErrorKind kind;
};

TEST(VidsmeSubmit, classifies_every_other_answer) {
    using enum ErrorKind;
    const std::string_view page = "<html><title>Just a moment...</title></html>";
    const SubmitRow rows[] = {
        {"challenge", 403, page, upstream_unreachable},
        {"unavailable", 503, page, upstream_outcome_unknown},
        {"moved", 302, page, upstream_error},
        {"no such page", 404, page, upstream_error},
        {"bad gateway", 502, page, upstream_outcome_unknown},
        {"gateway time-out", 504, page, upstream_outcome_unknown},
        {"crash page", 500, page, upstream_outcome_unknown},
        {"gateway with JSON", 504, R"({"message":"timed out"})", upstream_outcome_unknown},
        {"page with 200", 200, page, upstream_bad_response},
        {"empty", 200, "", upstream_bad_response},
        {"truncated", 200, R"({"code":200,"data":{"job_)", upstream_bad_response},
        {"array", 200, "[]", upstream_bad_response},
        {"null data", 200, R"({"code":200,"data":null})", upstream_bad_response},
        {"data is a number", 200, R"({"code":200,"data":7})", upstream_bad_response},
        {"empty job id", 200, R"({"code":200,"data":{"job_id":""}})", upstream_bad_response},
        {"job id is an object", 200, R"({"code":200,"data":{"job_id":{}}})", upstream_bad_response},
        {"refused", 200, R"({"code":1001,"msg":"敏感词"})", upstream_error},
        {"refused with 400", 400, R"({"code":400,"msg":"bad size"})", upstream_error},
        {"200 inside 400", 400, R"({"code":200,"data":{"job_id":"x"}})", upstream_error},
        {"trouble inside", 200, R"({"code":500,"msg":"internal"})", upstream_outcome_unknown},
        {"unauthorised", 401, "", upstream_auth_error},
        {"forbidden", 403, R"({"code":403,"msg":"user"})", upstream_auth_error},
        {"code 401", 200, R"({"code":401,"msg":"sign"})", upstream_auth_error},
        {"rate limit", 429, "slow down", upstream_rate_limited},
        {"code 429", 200, R"({"code":429})", upstream_rate_limited},
    };
    for (const SubmitRow& row : rows) {
        const auto job_id = read_submit_answer(answer(row.status, row.body));
        ASSERT_FALSE(job_id) << row.what;
        EXPECT_EQ(static_cast<int>(job_id.error().kind), static_cast<int>(row.kind)) << row.what;
    }
}

TEST(VidsmeSubmit, hands_on_how_long_a_rate_limit_lasts) {
    using namespace std::chrono_literals;
    EXPECT_EQ(read_submit_answer(answer(429, "", "7")).error().retry_after, 7s);
    EXPECT_EQ(read_submit_answer(answer(429, "", "999999999")).error().retry_after, 3600s);
    EXPECT_FALSE(read_submit_answer(answer(429, "")).error().retry_after);
    EXPECT_FALSE(read_submit_answer(answer(429, "", "soon")).error().retry_after);
}

TEST(VidsmeErrors, keep_little_of_the_body_and_nothing_of_the_user_id) {
    const std::string body = std::string(195, 'x') + std::string(user_id) + std::string(500, 'y');
    const auto error = read_submit_answer(answer(403, body)).error();
    EXPECT_LE(error.detail.size(), 240U);
    EXPECT_EQ(error.detail.find("7f3"), std::string::npos) << error.detail;
    EXPECT_EQ(error.message.find('x' + std::string(20, 'x')), std::string::npos);
    EXPECT_EQ(blot("a b%20c", "b c"), "a ***");
    EXPECT_EQ(blot("text", ""), "text");
    EXPECT_EQ(blot("GET \"http://x/task?app_id=a&sign=b\" <b>/task?app_id=c</b>", ""),
              "GET \"http://x/task?app_id=***\" <b>/task?app_id=***</b>");
}

TEST(VidsmePoll, is_done_when_there_is_an_address_whatever_the_status_says) {
    for (const auto* body : {
             R"({"code":200,"data":{"status":"success","generate_url":"a/b.png"}})",
             R"({"code":200,"data":{"status":"failed","generate_url":"a/b.png"}})",
             R"({"code":200,"data":{"generate_url":" a/b.png ","status":7}})",
         }) {
        const auto state = read_poll_answer(answer(200, body));
        ASSERT_TRUE(std::holds_alternative<Ready>(state)) << body;
        EXPECT_EQ(std::get<Ready>(state).generate_url, "a/b.png");
    }
}

TEST(VidsmePoll, waits_on_every_state_it_does_not_know) {
    for (const auto* body : {
             R"({"code":200,"data":{"status":"processing","generate_url":""}})",
             R"({"code":200,"data":{"status":"whatever"}})",
             R"({"code":200,"data":{"status":null,"generate_url":null}})",
             R"({"code":200,"data":{}})",
             R"({"code":200,"data":null})",
             R"({"code":200})",
         })
        EXPECT_TRUE(std::holds_alternative<Pending>(read_poll_answer(answer(200, body)))) << body;
}

TEST(VidsmePoll, fails_at_once_when_the_upstream_says_so) {
    const auto failure =
        read_poll_answer(answer(200, R"({"code":200,"data":{"status":"failed"}})"));
    ASSERT_TRUE(std::holds_alternative<Failed>(failure));
    EXPECT_EQ(std::get<Failed>(failure).error.kind, ErrorKind::upstream_error);
    for (const auto& denied :
         {answer(401, ""), answer(403, R"({"code":403})"), answer(200, R"({"code":401})")}) {
        const auto state = read_poll_answer(denied);
        ASSERT_TRUE(std::holds_alternative<Failed>(state));
        EXPECT_EQ(std::get<Failed>(state).error.kind, ErrorKind::upstream_auth_error);
    }
}

struct UnclearRow {
    int status;
    std::string_view body;
    ErrorKind kind;
    bool counts;
    bool back_off;
};

TEST(VidsmePoll, asks_again_after_what_it_does_not_understand) {
    using enum ErrorKind;
    const UnclearRow rows[] = {
        {403, "<html>", upstream_bad_response, true, true},
        {502, "<html>", upstream_bad_response, true, true},
        {200, "<html>", upstream_bad_response, true, true},
        {200, R"({"code":200,"da)", upstream_bad_response, true, true},
        {200, R"({"code":200,"data":[1]})", upstream_bad_response, true, true},
        {200, R"({"code":500,"msg":"later"})", upstream_error, true, false},
        {404, R"({"code":404,"msg":"no job"})", upstream_error, true, false},
        {429, "", upstream_rate_limited, false, true},
    };
    for (const UnclearRow& row : rows) {
        const auto state = read_poll_answer(answer(row.status, row.body));
        ASSERT_TRUE(std::holds_alternative<Unclear>(state)) << row.status << row.body;
        const auto& unclear = std::get<Unclear>(state);
        EXPECT_EQ(unclear.error.kind, row.kind) << row.status << row.body;
        EXPECT_EQ(unclear.counts, row.counts) << row.status << row.body;
        EXPECT_EQ(unclear.back_off, row.back_off) << row.status << row.body;
    }
}

TEST(VidsmePoll, encodes_what_it_asks_with) {
    EXPECT_EQ(poll_query("a+b", "job/1&x"), "&user_id=a%2Bb&job_id=job%2F1%26x");
}

struct PlaceRow {
    std::string_view prefix;
    std::string_view generate_url;
    std::string_view url;
    bool on_image_host;
};

TEST(VidsmePicture, stays_on_the_image_host_unless_the_address_is_absolute) {
    const PlaceRow rows[] = {
        {"https://img.test/", "a/b.png", "https://img.test/a/b.png", true},
        {"https://img.test", "/a/b.png", "https://img.test/a/b.png", true},
        {"https://img.test/x/", "//evil.test/b.png", "https://img.test/x/evil.test/b.png", true},
        {"https://img.test/", "@evil.test/b", "https://img.test/@evil.test/b", true},
        {"https://img.test/", "a b\r\nHost: x", "https://img.test/a%20b%0D%0AHost:%20x", true},
        {"https://img.test/", "file:///etc/passwd", "https://img.test/file:///etc/passwd", true},
        {"https://img.test/", "https://img.test/c.png", "https://img.test/c.png", true},
        {"https://img.test/", "HTTPS://IMG.test/c.png", "HTTPS://IMG.test/c.png", true},
        {"https://img.test/", "http://img.test/c.png", "http://img.test/c.png", false},
        {"https://img.test/", "https://img.test:8443/c", "https://img.test:8443/c", false},
        {"https://img.test/", "https://img.test@evil.test/", "https://img.test@evil.test/", false},
        {"https://img.test/", "http://127.0.0.1/", "http://127.0.0.1/", false},
    };
    for (const PlaceRow& row : rows) {
        const auto place = picture_place(row.prefix, row.generate_url);
        ASSERT_TRUE(place) << row.generate_url;
        EXPECT_EQ(place->url, row.url);
        EXPECT_EQ(place->on_image_host, row.on_image_host) << row.generate_url;
    }
    EXPECT_FALSE(picture_place("https://img.test/", ""));
    EXPECT_FALSE(picture_place("https://img.test/", std::string(3000, 'a')));
}

}  // namespace
}  // namespace easel::providers::vidsme
