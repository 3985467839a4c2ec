// What needs time, a client that goes away, or a server that stops.

#include "net/http/session.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <atomic>
#include <thread>

#include "async/runtime.h"
#include "async/scope.h"
#include "async/signal.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "net/http/testing/raw_client.h"
#include "net/http/testing/test_server.h"

namespace easel::net::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using async::testing::FakeTimers;
using testing::RawClient;
using testing::RawReply;
using testing::TestServer;
using testing::TestServerOptions;

const Access open_to_all(Carrier::none, Role::anyone);

/// Polls what other threads are about to make true.
template <class Condition>
bool eventually(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

/// What the handlers of these tests share with the test.
struct Stage {
    std::atomic<int> pieces_written = 0;
    std::atomic<int> entered = 0;
    std::atomic<int> cancelled = 0;
    async::Signal release;
};

struct CountCancelled {
    Stage& stage;
    bool completed = false;
    ~CountCancelled() {
        if (!completed) ++stage.cancelled;
    }
};

Task<void> wait_on(Stage& stage) {
    CountCancelled count{stage};
    ++stage.entered;
    co_await stage.release.wait_past(0);
    count.completed = true;
}

Task<Reply> wait_for_release(Stage& stage) {
    co_await wait_on(stage);
    co_return Reply::text(200, "text/plain", "released");
}

Task<void> stream_until_cancelled(Stage& stage, StreamWriter& writer) {
    const Result<void> sent = co_await writer.write("first");
    if (sent) co_await wait_on(stage);
}

Task<Reply> endless_stream(Stage& stage) {
    co_return Reply::stream("text/event-stream", [&stage](StreamWriter& writer) {
        return stream_until_cancelled(stage, writer);
    });
}

Task<void> write_many_pieces(Stage& stage, StreamWriter& writer) {
    for (int i = 0; i < 1'000; ++i) {
        const Result<void> sent = co_await writer.write(std::string(32 << 10, 'x'));
        if (!sent) co_return;
        ++stage.pieces_written;
    }
}

Task<Reply> many_pieces(Stage& stage) {
    co_return Reply::stream(
        "text/plain", [&stage](StreamWriter& writer) { return write_many_pieces(stage, writer); });
}

Task<Reply> hello(Request&) {
    co_return Reply::text(200, "text/plain", "hello");
}

Task<Reply> big(Request&) {
    co_return Reply::text(200, "text/plain", std::string(32 << 20, 'x'));
}

Task<Reply> echo(Request& request) {
    Result<std::string> body = co_await request.body->read_all(8 << 20);
    if (!body) co_return testing::plain_error(body.error(), request);
    co_return Reply::text(200, "text/plain", *std::move(body));
}

std::vector<Route> routes(Stage& stage) {
    std::vector<Route> table;
    table.push_back({"GET", "/hello", open_to_all, hello});
    table.push_back({"GET", "/big", open_to_all, big});
    table.push_back({"POST", "/echo", open_to_all, echo});
    table.push_back(
        {"GET", "/wait", open_to_all, [&stage](Request&) { return wait_for_release(stage); }});
    table.push_back(
        {"GET", "/endless", open_to_all, [&stage](Request&) { return endless_stream(stage); }});
    table.push_back(
        {"GET", "/pieces", open_to_all, [&stage](Request&) { return many_pieces(stage); }});
    return table;
}

std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

class Timed : public ::testing::Test {
  protected:
    Stage stage;
    FakeTimers timers;
    TestServer server{routes(stage), options()};

    TestServerOptions options() {
        TestServerOptions made;
        made.timers = &timers;
        return made;
    }

    /// Moves time second by second until the client has something to read; how long that took.
    Duration time_until_readable(RawClient& client) {
        const SteadyTime start = timers.now();
        for (int second = 0; second < 1000 && !client.readable(5); ++second)
            timers.advance(1s);
        return timers.now() - start;
    }

    bool hit(const std::string& limit) {
        return server.metrics().render().find("limit=\"" + limit + "\"} 1") != std::string::npos;
    }
};

TEST_F(Timed, A13_a_slow_head_is_cut_after_the_header_time) {
    RawClient client(server.port());
    client.send("GET /hello HTTP/1.1\r\nHost: h");
    EXPECT_GE(time_until_readable(client), 10s);
    EXPECT_EQ(client.read_reply().status, 408);
    EXPECT_TRUE(client.closed());
    EXPECT_TRUE(hit("header_time"));
    EXPECT_EQ(testing::get(server.port(), "/hello").status, 200);
}

TEST_F(Timed, a_silent_connection_is_closed_without_a_word) {
    RawClient client(server.port());
    EXPECT_GE(time_until_readable(client), 10s);
    EXPECT_EQ(client.read_until_closed(), "");
}

TEST_F(Timed, an_idle_connection_is_kept_for_the_keep_alive_time) {
    RawClient client(server.port());
    client.send(get("/hello"));
    EXPECT_EQ(client.read_reply().status, 200);
    EXPECT_GE(time_until_readable(client), 74s);
    EXPECT_EQ(client.read_until_closed(), "");
}

TEST_F(Timed, A13_a_silent_body_is_a_408) {
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    EXPECT_GE(time_until_readable(client), 19s);
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.status, 408);
    EXPECT_NE(reply.body.find("request_timeout"), std::string::npos);
    EXPECT_TRUE(client.closed());
    EXPECT_TRUE(eventually([&] { return hit("body_time"); }));
}

TEST_F(Timed, A13_a_trickling_body_is_a_408) {
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
    int seconds = 0;
    for (; seconds < 1000 && !client.readable(5); ++seconds) {
        client.send("a");
        timers.advance(1s);
    }
    EXPECT_GE(seconds, 29);
    EXPECT_EQ(client.read_reply().status, 408);
}

TEST_F(Timed, a_body_that_nobody_wants_holds_the_answer_up_for_a_moment_only) {
    for (const char* framing : {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
        RawClient client(server.port());
        client.send("GET /hello HTTP/1.1\r\nHost: h\r\n"s + framing + "\r\n\r\n");
        EXPECT_LE(time_until_readable(client), 5s) << framing;
        const RawReply reply = client.read_reply();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.headers.get("connection"), "close");
    }
}

TEST_F(Timed, A13_a_reader_that_takes_nothing_is_cut) {
    RawClient client(server.port());
    const int small = 4096;
    ::setsockopt(client.fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    client.send(get("/big"));
    EXPECT_TRUE(eventually([&] {
        timers.advance(1s);
        return hit("write_time");
    }));
    EXPECT_FALSE(client.read_reply().complete);
    EXPECT_EQ(testing::get(server.port(), "/hello").status, 200);
}

TEST_F(Timed, A13_a_slow_but_steady_reader_is_served) {
    RawClient client(server.port());
    const int small = 64 * 1024;
    ::setsockopt(client.fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    client.send(get("/pieces"));
    for (int round = 0; round < 40; ++round) {
        const int seen = stage.pieces_written;
        ASSERT_EQ(client.read_exactly(256 << 10).size(), 256U << 10);
        ASSERT_TRUE(eventually([&] { return stage.pieces_written > seen; }))
            << "the server does not notice that the client has taken something, round " << round;
        timers.advance(20s);
    }
    EXPECT_FALSE(hit("write_time"));
}

TEST_F(Timed, a_handler_may_take_its_time) {
    RawClient client(server.port());
    client.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    for (int i = 0; i < 100; ++i)
        timers.advance(60s);
    stage.release.notify();
    EXPECT_EQ(client.read_reply().body, "released");
}

TEST_F(Timed, the_header_time_counts_from_the_beginning_of_the_connection) {
    RawClient client(server.port());
    for (int second = 0; second < 9 && !client.readable(5); ++second)
        timers.advance(1s);
    client.send("GET /h");
    EXPECT_LE(time_until_readable(client), 3s);
    EXPECT_EQ(client.read_reply().status, 408);
}

TEST_F(Timed, the_limits_hold_while_the_server_stops) {
    RawClient head(server.port());
    head.send("GET /hello HTTP/1.1\r\nHost: h");
    RawClient body(server.port());
    body.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    RawClient busy(server.port());
    busy.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));

    async::Runtime runtime(1);
    async::Scope scope(runtime.executor(), "drain");
    scope.spawn(server.server().drain(60s));
    EXPECT_EQ(head.read_reply().status, 503) << "a head that is not complete is not waited for";
    EXPECT_TRUE(head.closed());
    EXPECT_LE(time_until_readable(body), 30s) << "a body is, as long as it may take";
    EXPECT_EQ(body.read_reply().status, 408);
    stage.release.notify();
    EXPECT_EQ(busy.read_reply().body, "released");
    EXPECT_TRUE(eventually([&] {
        timers.advance(1s);
        return scope.running() == 0;
    })) << "nobody lingers for ever";
    scope.close();
    async::testing::run(scope.join());
}

class Stopping : public ::testing::Test {
  protected:
    Stage stage;
    TestServer server{routes(stage)};
};

TEST_F(Stopping, a_client_that_goes_away_cancels_its_handler) {
    RawClient client(server.port());
    client.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    client.close();
    EXPECT_TRUE(eventually([&] { return stage.cancelled == 1; }));
    EXPECT_EQ(testing::get(server.port(), "/hello").status, 200);
}

TEST_F(Stopping, a_client_that_goes_away_cancels_its_stream) {
    RawClient client(server.port());
    client.send(get("/endless"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    client.close();
    EXPECT_TRUE(eventually([&] { return stage.cancelled == 1; }));
}

TEST_F(Stopping, bytes_that_come_meanwhile_are_the_next_request) {
    RawClient client(server.port());
    client.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    client.send(get("/hello"));
    client.send("GET /he");
    stage.release.notify();
    EXPECT_EQ(client.read_reply().body, "released");
    EXPECT_EQ(client.read_reply().body, "hello");
    client.send("llo HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_reply().body, "hello");
    EXPECT_EQ(stage.cancelled, 0);
}

TEST_F(Stopping, more_than_the_buffer_holds_waits_in_the_kernel) {
    RawClient client(server.port());
    client.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    std::string many;
    for (int i = 0; i < 3'000; ++i)
        many += get("/hello");
    async::Runtime runtime(1);
    async::Scope scope(runtime.executor(), "sender");
    struct Sender {
        static Task<void> run(RawClient& to, const std::string& bytes) {
            to.send(bytes);
            co_return;
        }
    };
    scope.spawn(Sender::run(client, many));
    stage.release.notify();
    EXPECT_EQ(client.read_reply().body, "released");
    int answered = 0;
    while (answered < 3'000 && client.read_reply().status == 200)
        ++answered;
    EXPECT_EQ(answered, 3'000);
    scope.close();
    async::testing::run(scope.join());
}

TEST_F(Stopping, drain_closes_the_idle_and_lets_the_busy_end) {
    RawClient idle(server.port());
    idle.send(get("/hello"));
    EXPECT_EQ(idle.read_reply().status, 200);
    RawClient fresh(server.port());
    RawClient busy(server.port());
    busy.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));

    async::Runtime runtime(1);
    async::Scope scope(runtime.executor(), "drain");
    scope.spawn(server.server().drain(60s));
    EXPECT_TRUE(idle.closed());
    EXPECT_TRUE(fresh.closed());
    EXPECT_THROW(RawClient(server.port()), std::system_error);
    EXPECT_EQ(stage.cancelled, 0);
    stage.release.notify();
    const RawReply reply = busy.read_reply();
    EXPECT_EQ(reply.body, "released");
    EXPECT_EQ(reply.headers.get("connection"), "close");
    scope.close();
    async::testing::run(scope.join());
}

TEST_F(Stopping, what_outlasts_the_grace_is_cut) {
    RawClient busy(server.port());
    busy.send(get("/wait"));
    RawClient streaming(server.port());
    streaming.send(get("/endless"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 2; }));
    server.drain(0s);
    EXPECT_EQ(stage.cancelled, 2);
    EXPECT_TRUE(busy.closed());
    EXPECT_FALSE(streaming.read_reply().complete);
}

TEST(Caps, a_newcomer_takes_the_place_of_an_idle_connection_or_is_told_503) {
    Stage stage;
    TestServerOptions options;
    options.settings.limits.connections_max = 2;
    TestServer server(routes(stage), options);
    RawClient busy(server.port());
    busy.send(get("/wait"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 1; }));
    RawClient idle(server.port());
    RawClient newcomer(server.port());
    newcomer.send(get("/wait"));
    EXPECT_TRUE(idle.closed());
    ASSERT_TRUE(eventually([&] { return stage.entered == 2; }));
    RawClient refused(server.port());
    const RawReply reply = refused.read_reply();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.headers.get("retry-after"), "1");
    EXPECT_TRUE(refused.closed());
    stage.release.notify();
    EXPECT_EQ(busy.read_reply().status, 200);
    EXPECT_EQ(newcomer.read_reply().status, 200);
}

TEST(Caps, clients_behind_a_proxy_are_told_apart) {
    Stage stage;
    TestServerOptions options;
    options.settings.limits.connections_per_address_max = 2;
    options.settings.trusted_proxies = {"127.0.0.0/8"};
    TestServer server(routes(stage), options);
    const auto from = [](const std::string& path, const std::string& client) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    };
    RawClient first(server.port());
    RawClient second(server.port());
    first.send(from("/wait", "192.0.2.1"));
    second.send(from("/wait", "192.0.2.1"));
    ASSERT_TRUE(eventually([&] { return stage.entered == 2; }));

    RawClient proxy(server.port());
    proxy.send(from("/hello", "192.0.2.1") + from("/hello", "192.0.2.2"));
    EXPECT_EQ(proxy.read_reply().status, 503);
    EXPECT_EQ(proxy.read_reply().status, 200) << "neither the proxy nor its other clients suffer";
    stage.release.notify();
    EXPECT_EQ(first.read_reply().status, 200);
    EXPECT_EQ(second.read_reply().status, 200);
    EXPECT_TRUE(eventually([&] {
        proxy.send(from("/hello", "192.0.2.1"));
        return proxy.read_reply().status == 200;
    })) << "the places were given back";
}

TEST_F(Stopping, many_clients_come_and_go) {
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 8; ++i)
            clients.emplace_back([&] {
                for (int round = 0; round < 50; ++round) {
                    RawClient client(server.port());
                    client.send(get("/hello") + get("/hello"));
                    if (client.read_reply().status == 200) ++answered;
                    if (round % 2 == 0) client.read_reply();
                }
            });
    }
    EXPECT_EQ(answered, 400);
}

}  // namespace
}  // namespace easel::net::http
