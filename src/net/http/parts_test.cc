#include <gtest/gtest.h>

#include "net/http/access_log.h"
#include "net/http/body_pace.h"
#include "net/http/connections.h"
#include "net/http/cors.h"
#include "net/http/proxies.h"
#include "net/http/reply_head.h"
#include "net/http/router.h"
#include "net/http/sse.h"

namespace easel::net::http {
namespace {

using namespace std::chrono_literals;
namespace ip = boost::asio::ip;

Task<Reply> unused(Request&) {
    co_return Reply::empty(200);
}

Router make_router(const std::vector<std::pair<const char*, const char*>>& lines) {
    std::vector<Route> routes;
    for (const auto& [method, path] : lines)
        routes.push_back({method, path, Access(Carrier::none, Role::anyone), unused});
    return Router(std::move(routes));
}

TEST(Router, finds_the_most_exact_route) {
    const Router router = make_router({{"GET", "/v1/models/{id*}"},
                                       {"GET", "/v1/models/{id}"},
                                       {"GET", "/v1/models"},
                                       {"GET", "/v1/models/special"},
                                       {"GET", "/"}});
    struct Line {
        const char* path;
        const char* pattern;  ///< empty: none
        const char* id;
    };
    for (const Line& c : std::vector<Line>{
             {"/", "/", ""},
             {"/v1/models", "/v1/models", ""},
             {"/v1/models/", "", ""},
             {"/v1/models/special", "/v1/models/special", ""},
             {"/v1/models/black-forest%2Fflux%20dev", "/v1/models/{id}", "black-forest/flux dev"},
             {"/v1/models/a/b", "/v1/models/{id*}", "a/b"},
             {"/v1/models/a/b%20c", "/v1/models/{id*}", "a/b c"},
             {"/v1/models/a/..%2F..%2Fetc", "", ""},
             {"/v1/models/%252e", "/v1/models/{id}", "%2e"},
             {"/v1/models//x", "", ""},
             {"//v1/models", "", ""},
             {"/v1/models;x", "", ""},
             {"/V1/models", "", ""},
             {"/v1%2Fmodels", "", ""},
             {"*", "", ""},
         }) {
        Router::Match match = router.find("GET", c.path);
        EXPECT_EQ(match.route ? match.route->path : "", c.pattern) << c.path;
        EXPECT_EQ(match.values["id"], c.id) << c.path;
    }
}

TEST(Router, tells_an_unknown_path_from_a_wrong_method) {
    const Router router = make_router({{"GET", "/a"}, {"DELETE", "/a"}, {"POST", "/b"}});
    using Methods = std::vector<std::string>;
    EXPECT_NE(router.find("HEAD", "/a").route, nullptr);
    EXPECT_EQ(router.find("POST", "/a").methods, (Methods{"GET", "HEAD", "DELETE", "OPTIONS"}));
    EXPECT_EQ(router.find("GET", "/b").methods, (Methods{"POST", "OPTIONS"}));
    EXPECT_TRUE(router.find("GET", "/c").methods.empty());
}

ip::address_v4 v4(const char* text) {
    return ip::make_address_v4(text);
}

Headers forwarded(const std::vector<std::string>& values) {
    Headers headers;
    for (const std::string& value : values)
        headers.add("X-Forwarded-For", value);
    return headers;
}

TEST(TrustedProxies, A12_forwarding_is_believed_from_proxies_only) {
    const auto proxies = TrustedProxies::parse({"10.0.0.0/8", "192.168.1.1", "fd00::/16"});
    ASSERT_TRUE(proxies);
    std::string thousand = "8.8.8.8";
    for (int i = 0; i < 1000; ++i)
        thousand += ", 10.1.2.3";
    struct Line {
        const char* peer;
        std::vector<std::string> entries;
        const char* expected;
    };
    for (const Line& c : std::vector<Line>{
             {"9.9.9.9", {"1.2.3.4"}, "9.9.9.9"},
             {"192.168.1.2", {"1.2.3.4"}, "192.168.1.2"},
             {"10.0.0.1", {}, "10.0.0.1"},
             {"10.0.0.1", {"1.2.3.4"}, "1.2.3.4"},
             {"10.0.0.1", {"6.6.6.6, 1.2.3.4"}, "1.2.3.4"},
             {"10.0.0.1", {"6.6.6.6, 1.2.3.4, 10.0.0.9"}, "1.2.3.4"},
             {"10.0.0.1", {"6.6.6.6", "1.2.3.4"}, "1.2.3.4"},
             {"10.0.0.1", {"6.6.6.6, garbage, 10.0.0.9"}, "10.0.0.9"},
             {"10.0.0.1", {""}, "10.0.0.1"},
             {"10.0.0.1", {",,,"}, "10.0.0.1"},
             {"10.0.0.1", {"1.2.3.4:5678"}, "1.2.3.4"},
             {"10.0.0.1", {"[2001:db8::1]:5"}, "2001:db8::1"},
             {"10.0.0.1", {"2001:db8::1"}, "2001:db8::1"},
             {"10.0.0.1", {"::ffff:1.2.3.4"}, "1.2.3.4"},
             {"10.0.0.1", {thousand}, "8.8.8.8"},
             {"fd00::1", {"1.2.3.4"}, "1.2.3.4"},
             {"fd01::1", {"1.2.3.4"}, "fd01::1"},
         }) {
        const auto origin = proxies->origin(ip::make_address(c.peer), forwarded(c.entries));
        EXPECT_EQ(origin.peer.to_string(), c.expected)
            << c.peer << testing::PrintToString(c.entries);
    }
}

TEST(TrustedProxies, the_scheme_too) {
    const auto proxies = TrustedProxies::parse({"10.0.0.1"}).value();
    Headers https;
    https.add("x-forwarded-proto", "HTTPS");
    EXPECT_EQ(proxies.origin(v4("10.0.0.1"), https).scheme, "https");
    EXPECT_EQ(proxies.origin(v4("10.0.0.2"), https).scheme, "http");
    Headers odd;
    odd.add("x-forwarded-proto", "javascript");
    EXPECT_EQ(proxies.origin(v4("10.0.0.1"), odd).scheme, "http");
}

TEST(TrustedProxies, names_an_entry_that_is_none) {
    for (const char* entry : {"", "x", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/-1"})
        EXPECT_FALSE(TrustedProxies::parse({entry})) << entry;
    EXPECT_TRUE(TrustedProxies::parse({"0.0.0.0/0"})->trusts(v4("1.2.3.4")));
    EXPECT_FALSE(TrustedProxies::parse({"0.0.0.0/0"})->trusts(ip::make_address("2001:db8::1")));
}

Connections make_connections() {
    return Connections({.total = 4, .per_address = 2});
}

TEST(Connections, A14_the_oldest_idle_one_of_an_address_makes_room) {
    Connections connections = make_connections();
    const SteadyTime start{};
    const auto counted = Connections::Counted::per_address;
    const Seat first = connections.admit(v4("10.0.0.1"), counted, start + 1s);
    const Seat second = connections.admit(v4("10.0.0.1"), counted, start + 2s);
    const Seat other = connections.admit(v4("10.0.0.2"), counted, start);
    const Seat third = connections.admit(v4("10.0.0.1"), counted, start + 3s);
    EXPECT_TRUE(third);
    EXPECT_TRUE(first.link()->leaving());
    EXPECT_FALSE(second.link()->leaving() || other.link()->leaving());
}

TEST(Connections, a_newcomer_is_refused_while_all_are_busy) {
    Connections connections = make_connections();
    const auto counted = Connections::Counted::per_address;
    const Seat first = connections.admit(v4("10.0.0.1"), counted, {});
    {
        const Seat second = connections.admit(v4("10.0.0.1"), counted, {});
        first.link()->set_busy();
        second.link()->set_busy();
        EXPECT_FALSE(connections.admit(v4("10.0.0.1"), counted, {}));
        EXPECT_TRUE(connections.admit(v4("10.0.0.1"), Connections::Counted::in_total_only, {}));
        EXPECT_TRUE(connections.admit(v4("10.0.0.2"), counted, {}));
    }
    EXPECT_EQ(connections.size(), 1U);
    EXPECT_TRUE(connections.admit(v4("10.0.0.1"), counted, {}));
}

TEST(Connections, the_total_has_a_cap_of_its_own) {
    Connections connections = make_connections();
    std::vector<Seat> seats;
    for (const char* address : {"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"})
        seats.push_back(
            connections.admit(v4(address), Connections::Counted::per_address, SteadyTime{}));
    EXPECT_TRUE(seats.back());
    EXPECT_TRUE(seats.front().link()->leaving());
}

TEST(Connections, make_room_for_several_at_once) {
    Connections connections = make_connections();
    std::vector<Seat> seats;
    for (const auto since : {3s, 1s, 2s, 4s})
        seats.push_back(connections.admit(v4("10.0.0.1"), Connections::Counted::in_total_only,
                                          SteadyTime(since)));
    seats[3].link()->set_busy();
    connections.make_room(2);
    EXPECT_TRUE(seats[1].link()->leaving() && seats[2].link()->leaving());
    EXPECT_FALSE(seats[0].link()->leaving());
    connections.make_room(100);
    EXPECT_TRUE(seats[0].link()->leaving());
    EXPECT_FALSE(seats[3].link()->leaving());
}

TEST(BodyPace, silence_and_trickle_are_too_slow_and_a_busy_reader_is_not) {
    const auto pace = [] { return BodyPace(20s, 30s, 1024); };
    BodyPace silent = pace();
    EXPECT_EQ(silent.patience(), 20s);
    EXPECT_FALSE(silent.keeps_up(20s, false));

    BodyPace trickle = pace();
    EXPECT_TRUE(trickle.keeps_up(15s, true));
    EXPECT_EQ(trickle.patience(), 15s);
    trickle.arrived(30 * 1024 - 1);
    EXPECT_FALSE(trickle.keeps_up(15s, true));

    BodyPace enough = pace();
    for (int window = 0; window < 10; ++window) {
        EXPECT_TRUE(enough.keeps_up(15s, true));
        enough.arrived(30 * 1024);
        EXPECT_TRUE(enough.keeps_up(15s, true));
    }
    BodyPace quick = pace();
    quick.arrived(10);
    EXPECT_TRUE(quick.keeps_up(1s, true));
}

TEST(Cors, is_there_for_configured_origins_only) {
    Headers request;
    request.add("Origin", "https://a.example");
    const auto answer = [&](const std::vector<std::string>& origins) {
        Headers reply;
        add_cors(origins, request, reply);
        return reply;
    };
    EXPECT_EQ(answer({}).size(), 0U);
    EXPECT_EQ(answer({"*"}).get("access-control-allow-origin"), "*");
    EXPECT_FALSE(answer({"*"}).has("vary"));
    EXPECT_EQ(answer({"https://a.example"}).get("access-control-allow-origin"),
              "https://a.example");
    EXPECT_EQ(answer({"https://a.example"}).get("vary"), "Origin");
    EXPECT_FALSE(answer({"https://b.example"}).has("access-control-allow-origin"));
    EXPECT_EQ(answer({"https://b.example"}).get("vary"), "Origin");
    EXPECT_NE(answer({"*"}).get("access-control-expose-headers")->find("x-request-id"),
              std::string_view::npos);
}

TEST(Cors, a_preflight_echoes_only_well_formed_names) {
    Headers request;
    request.add("Origin", "https://a.example");
    request.add("Access-Control-Request-Headers", "Authorization,x-stainless-os , OpenAI-Project");
    const Reply reply = preflight({"POST", "OPTIONS"}, request);
    EXPECT_EQ(reply.status, 204);
    EXPECT_EQ(reply.headers.get("access-control-allow-methods"), "POST, OPTIONS");
    EXPECT_EQ(reply.headers.get("access-control-allow-headers"),
              "authorization, x-stainless-os, openai-project");
    request.set("Access-Control-Request-Headers", "a b, <script>");
    EXPECT_EQ(preflight({"POST"}, request).headers.get("access-control-allow-headers"),
              "authorization, content-type, api-key");
}

TEST(ReplyHead, says_what_the_server_knows_and_no_handler_can_split_it) {
    Headers headers;
    headers.add("content-type", "text/plain");
    headers.add("content-length", "999");
    headers.add("x-request-id", "forged");
    headers.add("x-split", "a\r\nset-cookie: b");
    headers.add("bad name", "a");
    ReplyFacts facts;
    facts.status = 404;
    facts.request_id = "req_1";
    facts.now = WallTime(std::chrono::seconds(784'111'777));
    facts.content_length = 3;
    facts.keep_alive = false;
    EXPECT_EQ(reply_head(facts, headers),
              "HTTP/1.1 404 Not Found\r\n"
              "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
              "x-request-id: req_1\r\n"
              "x-content-type-options: nosniff\r\n"
              "content-type: text/plain\r\n"
              "content-length: 3\r\n"
              "connection: close\r\n\r\n");
}

TEST(ReplyHead, a_bare_refusal_says_whether_to_try_again) {
    struct Line {
        ErrorKind kind;
        const char* status;
        const char* advice;
    };
    for (const Line& c :
         {Line{ErrorKind::invalid_request, "400", "x-should-retry: false\r\n"},
          Line{ErrorKind::request_timeout, "408", "x-should-retry: true\r\n"},
          Line{ErrorKind::uri_too_long, "414", "x-should-retry: false\r\n"},
          Line{ErrorKind::expectation_failed, "417", "x-should-retry: false\r\n"},
          Line{ErrorKind::headers_too_large, "431", "x-should-retry: false\r\n"},
          Line{ErrorKind::not_implemented, "501", "x-should-retry: false\r\n"},
          Line{ErrorKind::shutting_down, "503", "x-should-retry: true\r\nretry-after: 1\r\n"}}) {
        const std::string bare = bare_refusal(c.kind, ReplyFacts());
        EXPECT_EQ(bare.find(std::string("HTTP/1.1 ") + c.status), 0U) << bare;
        EXPECT_NE(bare.find(c.advice), std::string::npos) << bare;
        EXPECT_NE(bare.find("content-length: 0\r\nconnection: close\r\n\r\n"), std::string::npos)
            << bare;
    }
}

TEST(Sse, frames_cannot_be_broken_out_of) {
    EXPECT_EQ(sse_frame("", "{}"), "data: {}\n\n");
    EXPECT_EQ(sse_frame("done", "a\nb\r\nc\rd"),
              "event: done\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
    EXPECT_EQ(sse_frame("a\nid: 1", ""), "event: a id: 1\ndata: \n\n");
    EXPECT_EQ(sse_comment("keep\nalive"), ": keep alive\n\n");
}

TEST(AccessLog, masks_what_a_query_says) {
    EXPECT_EQ(masked_query("exp=17&sig=abc&secret"), "exp=*&sig=*&*");
    EXPECT_EQ(masked_query("a=b=c"), "a=*");
}

TEST(Request, query_values_are_decoded_once) {
    Request request;
    request.query = "a=1&b%20c=x+y%2Bz&empty=&bare&bad=%zz&a=2";
    EXPECT_EQ(request.query_value("a"), "1");
    EXPECT_EQ(request.query_value("b c"), "x y+z");
    EXPECT_EQ(request.query_value("empty"), "");
    EXPECT_EQ(request.query_value("bare"), "");
    EXPECT_EQ(request.query_value("bad"), std::nullopt);
    EXPECT_EQ(request.query_value("none"), std::nullopt);
}

}  // namespace
}  // namespace easel::net::http
