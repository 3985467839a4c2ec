#include <gtest/gtest.h>

#include "net/fetch/client.h"
#include "net/fetch/testing/harness.h"
#include "net/fetch/testing/scripted_server.h"

namespace easel::net::fetch {
namespace {

using namespace std::chrono_literals;
using testing::Harness;
using testing::Peer;
using testing::ScriptedServer;

/// A port that nobody listens on: it was ours a moment ago.
std::string dead_url() {
    const ScriptedServer gone([](Peer&) {});
    return gone.url();
}

TEST(ClientFaults, a_refused_connection_is_unreachable) {
    Harness h;
    for (const char* method : {"GET", "POST"}) {
        const auto reply = h.send(Harness::request(method, dead_url()));
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
    }
}

TEST(ClientFaults, a_name_that_does_not_exist_is_unreachable) {
    Harness h;
    const auto reply = h.get("http://no-such-host.invalid/");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
}

TEST(ClientFaults, a_peer_that_speaks_no_tls_is_unreachable) {
    ScriptedServer server([](Peer& peer) {
        peer.read_exactly(5);
        peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    Harness h;
    const auto reply = h.get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
}

struct Fault {
    const char* name;
    ErrorKind kind;
    bool reads_request;
    std::string answer;
    bool waits = false;  ///< stays silent afterwards instead of closing
};

std::string many_headers(int count, std::size_t length) {
    std::string head = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < count; ++i)
        head += "X-" + std::to_string(i) + ": " + std::string(length, 'h') + "\r\n";
    return head + "Content-Length: 0\r\n\r\n";
}

const Fault faults[] = {
    {"closes without reading", ErrorKind::upstream_outcome_unknown, false, ""},
    {"closes after reading", ErrorKind::upstream_outcome_unknown, true, ""},
    {"closes inside the head", ErrorKind::upstream_outcome_unknown, true, "HTTP/1.1 200 OK\r\nX: "},
    {"body shorter than announced", ErrorKind::upstream_outcome_unknown, true,
     "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"},
    {"chunked body without its end", ErrorKind::upstream_outcome_unknown, true,
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"},
    {"chunk length is no number", ErrorKind::upstream_bad_response, true,
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", true},
    {"announced body above the limit", ErrorKind::upstream_bad_response, true,
     "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", true},
    {"unannounced body above the limit", ErrorKind::upstream_bad_response, true,
     "HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'x'), true},
    {"chunked body above the limit", ErrorKind::upstream_bad_response, true,
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x'), true},
    {"head above the limit", ErrorKind::upstream_bad_response, true, many_headers(100, 1000), true},
    {"more headers than the limit", ErrorKind::upstream_bad_response, true, many_headers(300, 1),
     true},
    {"one endless header", ErrorKind::upstream_bad_response, true,
     "HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x'), true},
    {"no http at all", ErrorKind::upstream_bad_response, true,
     "hello there, this is no http\r\n\r\n", true},
    {"old http without a head", ErrorKind::upstream_bad_response, true, "<html>hello</html>"},
    {"unknown http version", ErrorKind::upstream_bad_response, true, "HTTP/7.1 200 OK\r\n\r\n",
     true},
    {"silent from the start", ErrorKind::upstream_outcome_unknown, true, "", true},
    {"silent inside the body", ErrorKind::upstream_outcome_unknown, true,
     "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", true},
};

TEST(ClientFaults, each_fault_of_an_upstream_has_its_kind_and_the_client_survives_it) {
    Harness h;
    for (const Fault& fault : faults) {
        ScriptedServer server([&fault](Peer& peer) {
            if (fault.reads_request) peer.read_request();
            peer.write(fault.answer);
            if (fault.waits) peer.wait_closed();
        });
        for (const char* method : {"GET", "POST"}) {
            Request r = Harness::request(method, server.url("/?sign=topsecret"));
            r.body = std::string(method) == "POST" ? "topsecret" : "";
            r.headers = {{"X-Key", "topsecret"}};
            r.body_max = 1000;
            r.first_byte_time = 50ms;
            r.idle_time = 50ms;
            const auto reply = h.send(r);
            ASSERT_FALSE(reply) << fault.name;
            EXPECT_EQ(reply.error().kind, fault.kind) << fault.name << ": " << reply.error().detail;
            EXPECT_FALSE(reply.error().detail.empty());
            EXPECT_EQ(reply.error().detail.find("topsecret"), std::string::npos)
                << reply.error().detail;
        }
        EXPECT_EQ(server.connections(), 2) << fault.name;
    }
}

TEST(ClientFaults, a_body_of_exactly_the_limit_is_taken) {
    ScriptedServer server([](Peer& peer) {
        while (peer.read_request())
            peer.reply(std::string(1000, 'x'));
    });
    Harness h;
    Request r = Harness::request("GET", server.url());
    r.body_max = 1000;
    const auto reply = h.send(r);
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->body.size(), 1000U);
}

TEST(ClientFaults, the_deadline_ends_a_call_in_every_phase) {
    const char* answers[] = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"};
    for (const char* answer : answers) {
        ScriptedServer server([answer](Peer& peer) {
            peer.read_request();
            peer.write(answer);
            peer.wait_closed();
        });
        Harness h;
        Request r = Harness::request("GET", server.url());
        r.deadline = Deadline::in(50ms, h.clock);
        const auto reply = h.send(r);
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().kind, ErrorKind::generation_timeout);
        server.wait_until_closed(1);
    }
}

TEST(ClientFaults, a_connection_that_never_stands_is_unreachable) {
    // The TLS greeting is never answered: a peer that accepts and says nothing.
    ScriptedServer server([](Peer& peer) { peer.wait_closed(); });
    Harness h;
    Request r =
        Harness::request("POST", "https://127.0.0.1:" + std::to_string(server.port()) + "/");
    r.connect_time = 50ms;
    const auto reply = h.send(r);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
}

/// Answers the first request on the first connection; then reads one more and closes.
void dies_under_the_second_request(ScriptedServer& server, Peer& peer) {
    auto request = peer.read_request();
    if (!request) return;
    server.note(*std::move(request));
    peer.reply("first");
    if (peer.number() > 0) return peer.wait_closed();
    request = peer.read_request();
    if (request) server.note(*std::move(request));
}

TEST(ClientFaults, a_post_is_sent_at_most_once) {
    for (const char* method : {"POST", "PATCH"}) {
        for (const char* body : {"", "buy"}) {
            ScriptedServer server(
                [&server](Peer& peer) { dies_under_the_second_request(server, peer); });
            Harness h;
            Request r = Harness::request(method, server.url());
            r.body = body;
            ASSERT_TRUE(h.send(r));
            const auto second = h.send(r);
            ASSERT_FALSE(second);
            EXPECT_EQ(second.error().kind, ErrorKind::upstream_outcome_unknown);
            EXPECT_EQ(server.notes().size(), 2U);
        }
    }
}

TEST(ClientFaults, a_get_survives_a_kept_alive_connection_that_dies) {
    ScriptedServer server([&server](Peer& peer) { dies_under_the_second_request(server, peer); });
    Harness h;
    ASSERT_TRUE(h.get(server.url()));
    const auto second = h.get(server.url());
    ASSERT_TRUE(second) << second.error().detail;
    EXPECT_EQ(server.notes().size(), 3U);
    EXPECT_EQ(server.connections(), 2);
}

TEST(ClientFaults, a_post_takes_a_fresh_connection_when_the_kept_one_is_closed) {
    ScriptedServer server([&server](Peer& peer) {
        server.note(peer.read_request().value_or(""));
        peer.reply("bye");
    });
    Harness h;
    ASSERT_TRUE(h.post(server.url(), "one"));
    server.wait_until_closed(1);
    const auto second = h.post(server.url(), "two");
    ASSERT_TRUE(second) << second.error().detail;
    EXPECT_EQ(server.notes().size(), 2U);
}

}  // namespace
}  // namespace easel::net::fetch
