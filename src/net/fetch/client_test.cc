#include "net/fetch/client.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <filesystem>

#include "async/scope.h"
#include "base/testing/fake_clock.h"
#include "net/fetch/testing/harness.h"
#include "net/fetch/testing/scripted_server.h"

namespace easel::net::fetch {
namespace {

using namespace std::chrono_literals;
using testing::Harness;
using testing::Peer;
using testing::ScriptedServer;

/// Answers everything with "ok".
struct Friendly {
    ScriptedServer server{[this](Peer& peer) { ScriptedServer::answer_all(server, peer); }};
};

TEST(Client, a_get_carries_its_headers_and_nothing_of_its_own_but_the_agreed_ones) {
    Friendly upstream;
    Harness h;
    Request r = Harness::request("GET", upstream.server.url("/a/../b?x=1&y=%20"));
    r.headers = {{"X-Key", "abc"}, {"X-Empty", ""}};
    const auto reply = h.send(r);
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "ok");
    EXPECT_EQ(reply->body_bytes, 2U);
    EXPECT_EQ(reply->header("content-length"), "2");
    const std::string port = std::to_string(upstream.server.port());
    EXPECT_EQ(upstream.server.notes().at(0),
              "GET /a/../b?x=1&y=%20 HTTP/1.1\r\nHost: 127.0.0.1:" + port +
                  "\r\nUser-Agent: easel\r\nAccept: */*\r\nX-Key: "
                  "abc\r\nX-Empty:\r\nAccept-Encoding: identity\r\n\r\n");
}

TEST(Client, a_post_carries_its_body_at_once_without_asking_first) {
    Friendly upstream;
    Harness h;
    Request r = Harness::request("POST", upstream.server.url());
    r.headers = {{"User-Agent", "other"}, {"Content-Type", "application/json"}};
    r.body = std::string(3'000'000, 'x');
    const auto reply = h.send(r);
    ASSERT_TRUE(reply) << reply.error().detail;
    const std::string sent = upstream.server.notes().at(0);
    EXPECT_TRUE(sent.starts_with("POST / HTTP/1.1\r\n"));
    EXPECT_TRUE(sent.ends_with("\r\n\r\n" + r.body));
    EXPECT_NE(sent.find("User-Agent: other\r\n"), std::string::npos);
    EXPECT_EQ(sent.find("Expect"), std::string::npos);
    EXPECT_EQ(sent.find("easel"), std::string::npos);
}

TEST(Client, every_method_has_its_own_shape) {
    struct Case {
        const char* method;
        const char* body;
        const char* length;  // the content-length header, empty for none
    };
    const Case cases[] = {{"GET", "", ""},     {"POST", "", "0"},     {"POST", "ab", "2"},
                          {"PUT", "abc", "3"}, {"PUT", "", "0"},      {"PATCH", "a", "1"},
                          {"DELETE", "", ""},  {"DELETE", "ab", "2"}, {"OPTIONS", "", ""}};
    Friendly upstream;
    Harness h;  // one client, so that each call inherits the handle of the one before
    for (const Case& c : cases) {
        Request r = Harness::request(c.method, upstream.server.url());
        r.body = c.body;
        const auto reply = h.send(r);
        ASSERT_TRUE(reply) << c.method << reply.error().detail;
        const std::string sent = upstream.server.notes().back();
        EXPECT_TRUE(sent.starts_with(std::string(c.method) + " / HTTP/1.1\r\n")) << sent;
        EXPECT_TRUE(sent.ends_with("\r\n\r\n" + std::string(c.body))) << sent;
        const std::size_t at = sent.find("Content-Length: ");
        const std::string length =
            at == std::string::npos ? "" : sent.substr(at + 16, sent.find('\r', at) - at - 16);
        EXPECT_EQ(length, c.length) << sent;
        EXPECT_EQ(sent.find("Content-Type"), std::string::npos) << sent;
    }
}

TEST(Client, a_head_answer_has_a_length_and_no_body) {
    ScriptedServer server([](Peer& peer) {
        peer.read_request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        peer.wait_closed();
    });
    Harness h;
    const auto reply = h.send(Harness::request("HEAD", server.url()));
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->header("Content-Length"), "99999999");
    EXPECT_EQ(reply->body, "");
}

TEST(Client, calls_one_after_the_other_share_a_connection) {
    Friendly upstream;
    Harness h;
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(h.get(upstream.server.url()));
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(h.post(upstream.server.url(), "body"));
    EXPECT_EQ(upstream.server.connections(), 1);
    EXPECT_EQ(upstream.server.notes().size(), 10U);
}

Task<void> get_and_count(Client& client, std::string url, std::atomic<int>& good) {
    Request r;
    r.url = std::move(url);
    for (int i = 0; i < 4; ++i) {
        const auto reply = co_await client.send(r);
        if (reply && reply->body == "ok") ++good;
    }
}

// A server that says more than it was asked, and one that goes away: after the first answer the
// connection waits, spoilt, in curl's hands.
TEST(Client, what_a_server_sends_unasked_is_nobodys_answer) {
    const std::string unasked = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";
    for (const bool says_more : {true, false}) {
        std::atomic<bool> go = false;
        std::atomic<bool> gone = false;
        ScriptedServer server([&](Peer& peer) {
            if (peer.number() > 0) {
                while (peer.read_request())
                    peer.reply("mine");
                return;
            }
            peer.read_request();
            peer.reply("first");
            go.wait(false);
            if (says_more)
                peer.write(unasked);
            else
                ::shutdown(peer.fd(), SHUT_WR);
            gone = true;
            gone.notify_all();
            peer.wait_closed();
        });
        Harness h;
        EXPECT_EQ(h.get(server.url())->body, "first");
        go = true;
        go.notify_all();
        gone.wait(false);  // on loopback what was written has arrived
        const auto second = h.post(server.url(), "order");
        ASSERT_TRUE(second) << second.error().detail;
        EXPECT_EQ(second->body, "mine");
        EXPECT_EQ(server.connections(), 2);
        server.wait_until_closed(1);
        EXPECT_EQ(h.get(server.url())->body, "mine") << "the fresh connection is kept";
        EXPECT_EQ(server.connections(), 2);
    }
}

TEST(Client, children_inherit_no_connection) {
    Friendly upstream;
    Harness h;
    ASSERT_TRUE(h.get(upstream.server.url()));  // and is kept
    int connections = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
        if (!target.starts_with("socket:")) continue;
        const int fd = std::stoi(entry.path().filename().string());
        int domain = 0;
        socklen_t length = sizeof domain;
        ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length);
        if (domain == AF_UNIX) continue;  // curl's own wake-up pair, which leads nowhere
        ++connections;
        EXPECT_NE(::fcntl(fd, F_GETFD) & FD_CLOEXEC, 0) << fd;
    }
    EXPECT_GE(connections, 3);  // the listener and both ends of the kept connection
}

TEST(Client, sixty_four_calls_at_once_all_end) {
    Friendly upstream;
    Harness h;
    std::atomic<int> good = 0;
    async::Scope scope(h.runtime.executor(), "test");
    for (int i = 0; i < 64; ++i)
        scope.spawn(get_and_count(h.client, upstream.server.url(), good));
    scope.close();
    testing::await(h.runtime, scope.join());
    EXPECT_EQ(good, 256);
    EXPECT_LE(upstream.server.connections(), 64);
}

TEST(Client, calls_beyond_the_connections_of_a_host_wait_for_one) {
    Friendly upstream;
    SystemClock clock;
    async::Runtime runtime(2);
    Client client(runtime.executor(), clock, {"easel", 2});
    std::atomic<int> good = 0;
    async::Scope scope(runtime.executor(), "test");
    for (int i = 0; i < 16; ++i)
        scope.spawn(get_and_count(client, upstream.server.url(), good));
    scope.close();
    testing::await(runtime, scope.join());
    EXPECT_EQ(good, 64);
    EXPECT_LE(upstream.server.connections(), 2);
}

TEST(Client, an_http_status_is_an_answer_and_not_an_error) {
    ScriptedServer server([](Peer& peer) {
        peer.read_request();
        peer.reply("sorry", 503, "Retry-After: 7\r\n");
    });
    Harness h;
    const auto reply = h.get(server.url());
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_FALSE(reply->ok());
    EXPECT_EQ(reply->body, "sorry");
    EXPECT_EQ(reply->header("retry-after"), "7");
}

TEST(Client, interim_answers_and_trailers_are_left_out) {
    ScriptedServer server([](Peer& peer) {
        peer.read_request();
        peer.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Late: 2\r\n\r\n");
        peer.write("5\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 3\r\n\r\n");
        peer.wait_closed();
    });
    Harness h;
    const auto reply = h.get(server.url());
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "hello world");
    EXPECT_EQ(reply->header("X-Early") + reply->header("X-Late") + reply->header("X-Trailer"), "2");
}

TEST(Client, cookies_are_not_kept) {
    ScriptedServer server([&server](Peer& peer) {
        while (auto request = peer.read_request()) {
            server.note(*request);
            peer.reply("", 200, "Set-Cookie: a=b\r\n");
        }
    });
    Harness h;
    for (int i = 0; i < 2; ++i)
        ASSERT_TRUE(h.get(server.url()));
    EXPECT_EQ(server.notes().at(1).find("ookie"), std::string::npos);
}

TEST(Client, a_download_is_appended_to_its_file) {
    const std::string picture(300'000, 'p');
    ScriptedServer server([&picture](Peer& peer) {
        while (peer.read_request())
            peer.reply(picture);
    });
    Harness h;
    const auto file = memory_file("test");
    ASSERT_TRUE(file && write_all(file->get(), "before"));
    const auto reply =
        testing::await(h.runtime, h.client.download(Harness::request("GET", server.url()), *file));
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->body, "");
    EXPECT_EQ(reply->body_bytes, picture.size());
    EXPECT_EQ(read_at(file->get(), 0, 6 + picture.size()).value_or(""), "before" + picture);
}

TEST(Client, a_download_keeps_the_beginning_of_an_answer_that_is_no_success) {
    struct Case {
        std::size_t sent, kept;
    };
    for (const Case c : {Case{10, 10}, Case{4096, 4096}, Case{4097, 4096}, Case{5'000'000, 4096}}) {
        ScriptedServer server([&c](Peer& peer) {
            peer.read_request();
            peer.reply(std::string(c.sent, 'e'), 404);
            peer.wait_closed();
        });
        Harness h;
        const auto file = memory_file("test");
        Request r = Harness::request("GET", server.url());
        r.body_max = 1'000'000;
        const auto reply = testing::await(h.runtime, h.client.download(r, *file));
        ASSERT_TRUE(reply) << reply.error().detail;
        EXPECT_EQ(reply->status, 404);
        EXPECT_EQ(reply->body, std::string(c.kept, 'e'));
        EXPECT_EQ(file_size(file->get()).value_or(1), 0U);
    }
}

TEST(Client, a_download_that_cannot_be_written_says_so) {
    Friendly upstream;
    Harness h;
    const Fd none;
    const auto reply = testing::await(
        h.runtime, h.client.download(Harness::request("GET", upstream.server.url()), none));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::storage_unavailable);
}

TEST(Client, redirects_are_followed_only_when_asked_and_within_the_limit) {
    ScriptedServer server([](Peer& peer) {
        while (auto request = peer.read_request()) {
            if (request->starts_with("GET /end"))
                peer.reply("end");
            else if (request->starts_with("GET /once"))
                peer.reply("", 302, "Location: /end\r\n");
            else
                peer.reply("", 302, "Location: /for-ever\r\n");
        }
    });
    Harness h;
    const auto unfollowed = h.get(server.url("/once"));
    ASSERT_TRUE(unfollowed);
    EXPECT_EQ(unfollowed->status, 302);

    Request r = Harness::request("GET", server.url("/once"));
    r.redirects_max = 1;
    const auto followed = h.send(r);
    ASSERT_TRUE(followed);
    EXPECT_EQ(followed->body, "end");

    r.url = server.url("/for-ever");
    r.redirects_max = 3;
    const auto endless = h.send(r);
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().kind, ErrorKind::upstream_bad_response);
}

TEST(Client, a_redirect_into_the_private_network_is_refused) {
    Friendly inside;
    ScriptedServer server([&inside](Peer& peer) {
        peer.read_request();
        peer.reply("", 302,
                   "Location: http://localhost:" + std::to_string(inside.server.port()) + "/\r\n");
    });
    Harness h;
    Request r = Harness::request("GET", server.url());
    r.redirects_max = 2;
    const auto reply = h.send(r);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable);
    EXPECT_EQ(inside.server.connections(), 0);
}

TEST(Client, a_call_from_outside_reaches_no_private_address) {
    Friendly upstream;
    Harness h;
    const std::string port = std::to_string(upstream.server.port());
    ASSERT_TRUE(h.get(upstream.server.url()));  // leaves a kept-alive connection to be tempted by
    for (const char* host : {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433",
                             "0x7f.1", "[::ffff:127.0.0.1]"}) {
        Request r = Harness::request("GET", "http://" + std::string(host) + ":" + port + "/");
        r.reach = Reach::public_only;
        const auto reply = h.send(r);
        ASSERT_FALSE(reply) << host;
        EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << host;
        EXPECT_EQ(reply.error().message, "The address cannot be used.") << host;
    }
    EXPECT_EQ(upstream.server.notes().size(), 1U);
}

TEST(Client, a_deadline_that_has_passed_sends_nothing) {
    Friendly upstream;
    easel::testing::FakeClock clock;
    async::Runtime runtime(1);
    Client client(runtime.executor(), clock, {});
    Request r = Harness::request("GET", upstream.server.url());
    r.deadline = Deadline::in(1s, clock);
    clock.advance(2s);
    const auto reply = testing::await(runtime, client.send(r));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::generation_timeout);
    EXPECT_EQ(upstream.server.connections(), 0);
}

TEST(Client, a_cancelled_call_closes_its_connection) {
    ScriptedServer server([&server](Peer& peer) {
        server.note(*peer.read_request());
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        peer.wait_closed();
    });
    Harness h;
    async::Scope scope(h.runtime.executor(), "test");
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i)
        scope.spawn(get_and_count(h.client, server.url(), good));
    while (server.notes().size() < 8)
        std::this_thread::yield();
    scope.stop();
    testing::await(h.runtime, scope.join());
    server.wait_until_closed(8);
    EXPECT_EQ(good, 0);
    EXPECT_EQ(server.connections(), 8);
}

TEST(Client, a_call_cancelled_at_any_moment_neither_hangs_nor_crashes) {
    Friendly upstream;
    Harness h;
    for (int round = 0; round < 40; ++round) {
        async::Scope scope(h.runtime.executor(), "test");
        std::atomic<int> good = 0;
        for (int i = 0; i < 8; ++i)
            scope.spawn(get_and_count(h.client, upstream.server.url(), good));
        for (int i = 0; i < round * 20; ++i)
            std::this_thread::yield();
        scope.stop();
        testing::await(h.runtime, scope.join());
    }
    const auto last = h.get(upstream.server.url());
    EXPECT_TRUE(last) << last.error().detail;
}

}  // namespace
}  // namespace easel::net::fetch
