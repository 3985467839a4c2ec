#include "net/http/server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>

#include "async/runtime.h"
#include "async/scope.h"
#include "async/signal.h"
#include "async/testing/run.h"
#include "base/encoding.h"
#include "base/rng.h"
#include "net/http/testing/raw_client.h"
#include "net/http/testing/test_server.h"

namespace easel::net::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::RawClient;
using testing::RawReply;
using testing::TestServer;
using testing::TestServerOptions;

const Access open_to_all(Carrier::none, Role::anyone);

std::string request(const std::string& line, const std::string& fields = "") {
    return line + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

Task<Reply> hello(Request&) {
    co_return Reply::text(200, "text/plain", "hello");
}

Task<Reply> show_path(Request& request) {
    co_return Reply::text(200, "text/plain", request.path_values["x"]);
}

Task<Reply> echo(Request& request) {
    Result<std::string> body = co_await request.body->read_all(8 << 20);
    if (!body) co_return testing::plain_error(body.error(), request);
    co_return Reply::text(200, "text/plain", *std::move(body));
}

Task<Reply> throws(Request&) {
    throw std::runtime_error("a secret of the house");
    co_return Reply::empty(200);
}

Task<Reply> show_caller(Request& request) {
    co_return Reply::text(
        200, "text/plain",
        request.peer + ' ' + request.scheme + (request.peer_is_loopback ? " local" : ""));
}

Task<void> three_words(StreamWriter& writer) {
    for (const char* word : {"one ", "", "two ", "three"}) {
        const Result<void> sent = co_await writer.write(word);
        if (!sent) co_return;
    }
}

Task<Reply> stream(Request&) {
    co_return Reply::stream("text/event-stream", three_words);
}

Task<void> breaks(StreamWriter& writer) {
    co_await writer.write("begun");
    throw std::runtime_error("broken");
}

Task<Reply> broken_stream(Request&) {
    co_return Reply::stream("text/plain", breaks);
}

std::vector<Route> plain_routes() {
    std::vector<Route> table;
    table.push_back({"GET", "/hello", open_to_all, hello});
    table.push_back({"GET", "/show/{x}", open_to_all, show_path});
    table.push_back({"POST", "/echo", open_to_all, echo});
    table.push_back({"GET", "/throws", open_to_all, throws});
    table.push_back({"GET", "/caller", open_to_all, show_caller});
    table.push_back({"GET", "/stream", open_to_all, stream});
    table.push_back({"GET", "/broken-stream", open_to_all, broken_stream});
    return table;
}

TEST(Server, keeps_the_connection_and_answers_pipelined_requests_in_order) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += request("GET /show/" + std::to_string(i));
    client.send(all);
    for (int i = 0; i < 200; ++i)
        EXPECT_EQ(client.read_reply().body, std::to_string(i));
    client.send(request("GET /hello", "Connection: close\r\n"));
    const RawReply last = client.read_reply();
    EXPECT_EQ(last.headers.get("connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST(Server, every_answer_carries_the_house_headers) {
    TestServer server(plain_routes());
    const RawReply reply = testing::get(server.port(), "/hello");
    EXPECT_EQ(reply.headers.get("x-request-id")->size(), 36U);
    EXPECT_NE(reply.headers.get("x-request-id"),
              testing::get(server.port(), "/hello").headers.get("x-request-id"));
    EXPECT_EQ(reply.headers.get("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.headers.get("content-type"), "text/plain");
    EXPECT_EQ(reply.headers.get("server"), "easel");
    EXPECT_TRUE(reply.headers.has("date"));
    EXPECT_FALSE(reply.headers.has("access-control-allow-origin"));
}

TEST(Server, HEAD_is_GET_without_the_body) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send(request("HEAD /hello") + request("HEAD /stream") + request("GET /hello"));
    EXPECT_EQ(client.read_reply("HEAD").headers.get("content-length"), "5");
    EXPECT_EQ(client.read_reply("HEAD").status, 200);
    EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(Server, unknown_paths_and_methods_are_told_apart) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send(request("GET /nowhere") + request("DELETE /hello") + request("GET /hello"));
    const RawReply unknown = client.read_reply();
    EXPECT_EQ(unknown.status, 404);
    EXPECT_NE(unknown.body.find("Invalid URL (GET /nowhere)"), std::string::npos);
    const RawReply wrong = client.read_reply();
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.headers.get("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(client.read_reply().status, 200) << "neither ends the connection";
}

TEST(Server, an_exception_is_a_500_that_tells_nothing) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send(request("GET /throws") + request("GET /hello"));
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
    EXPECT_EQ(client.read_reply().status, 200);
}

class NobodyGate final : public Gate {
  public:
    Result<void> admit(Request& request, const Access& access) override {
        if (access.role() == Role::anyone) return {};
        request.principal = "nobody";
        return failed(fail(ErrorKind::invalid_api_key, "No."));
    }
};

TEST(Server, the_gate_is_asked_before_every_handler_but_not_for_a_preflight) {
    NobodyGate gate;
    TestServerOptions options;
    options.gate = &gate;
    options.settings.cors_origins = {"*"};
    std::vector<Route> routes = plain_routes();
    routes.push_back({"POST", "/secret", Access(Carrier::api_key, Role::user), hello});
    TestServer server(std::move(routes), options);
    EXPECT_EQ(testing::ask(server.port(), request("POST /secret")).status, 401);
    EXPECT_EQ(testing::get(server.port(), "/hello").status, 200);
    const RawReply preflight = testing::ask(
        server.port(),
        request("OPTIONS /secret",
                "Origin: https://a\r\nAccess-Control-Request-Method: POST\r\n"
                "Access-Control-Request-Headers: authorization,content-type,x-stainless-os\r\n"));
    EXPECT_EQ(preflight.status, 204);
    EXPECT_EQ(preflight.headers.get("access-control-allow-origin"), "*");
    EXPECT_EQ(preflight.headers.get("access-control-allow-methods"), "POST, OPTIONS");
    EXPECT_EQ(preflight.headers.get("access-control-allow-headers"),
              "authorization, content-type, x-stainless-os");
    EXPECT_FALSE(preflight.headers.has("content-length"));
    const RawReply refused =
        testing::ask(server.port(), request("POST /secret", "Origin: https://a\r\n"));
    EXPECT_EQ(refused.headers.get("access-control-allow-origin"), "*") << "errors are readable too";
}

TEST(Server, A40_pages_read_only_what_needs_a_key_or_a_signature) {
    TestServerOptions options;
    options.settings.cors_origins = {"*"};
    std::vector<Route> routes;
    routes.push_back({"GET", "/public", open_to_all, hello});
    routes.push_back({"GET", "/local", Access(Carrier::local_or_key, Role::admin), hello});
    routes.push_back({"GET", "/key", Access(Carrier::api_key, Role::user), hello});
    routes.push_back({"GET", "/signed", Access(Carrier::signed_link, Role::anyone), hello});
    TestServer server(std::move(routes), options);
    const std::vector<std::pair<std::string, bool>> rows = {{"/public", false},
                                                            {"/local", false},
                                                            {"/nothing", false},
                                                            {"/key", true},
                                                            {"/signed", true}};
    for (const auto& [path, readable] : rows)
        for (const char* method : {"GET ", "OPTIONS ", "DELETE "}) {
            const RawReply reply = testing::ask(
                server.port(),
                request(method + path,
                        "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n"));
            EXPECT_EQ(reply.headers.has("access-control-allow-origin"), readable) << method << path;
        }
}

TEST(Server, chunked_uploads_equal_plain_ones_however_they_are_cut) {
    SeededRng rng(7);
    TestServer server(plain_routes());
    const std::string body = rng.text(300'000, "abcdefghij\r\n");
    std::string chunks;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t size = std::min<std::size_t>(1 + rng.below(20'000), body.size() - at);
        static constexpr char digits[] = "0123456789abcdef";
        std::string hex;
        for (std::size_t left = size; left > 0; left /= 16)
            hex.insert(hex.begin(), digits[left % 16]);
        chunks += hex + "\r\n" + body.substr(at, size) + "\r\n";
        at += size;
    }
    const std::string wire =
        request("POST /echo", "Transfer-Encoding: chunked\r\n") + chunks + "0\r\n\r\n";
    RawClient client(server.port());
    for (std::size_t at = 0; at < wire.size();) {
        const std::size_t size = 1 + rng.below(9'000);
        client.send(std::string_view(wire).substr(at, size));
        at += size;
    }
    EXPECT_TRUE(client.read_reply().body == body);
    client.send(request("POST /echo", "Content-Length: 300000\r\n") + body);
    EXPECT_TRUE(client.read_reply().body == body);
}

Task<Reply> file_reply(std::shared_ptr<const Fd> file, std::size_t size) {
    Pieces pieces;
    pieces.emplace_back("{\"b64_json\":\"");
    pieces.emplace_back(FileSlice{file, 1, size - 1, FileSlice::Coding::base64});
    pieces.emplace_back("\"}");
    pieces.emplace_back(FileSlice{file, 0, size, FileSlice::Coding::raw});
    pieces.emplace_back(std::string(200'000, 'z'));
    co_return Reply::pieces(200, "application/json", std::move(pieces));
}

TEST(Server, files_leave_raw_or_as_base64_byte_for_byte) {
    for (const std::size_t size : {2UL, 3UL, 4UL, 192UL * 1024 + 1, 1'000'000UL}) {
        SeededRng rng(size);
        const std::string content = rng.text(size, "\x00\xff\x7f abc"s);
        auto file = std::make_shared<const Fd>(memory_file("pixels").value());
        ASSERT_TRUE(write_all(file->get(), content));
        std::vector<Route> routes;
        routes.push_back({"GET", "/file", open_to_all,
                          [file, size](Request&) { return file_reply(file, size); }});
        TestServer server(std::move(routes));
        const RawReply reply = testing::get(server.port(), "/file");
        EXPECT_TRUE(reply.complete);
        EXPECT_TRUE(reply.body == "{\"b64_json\":\"" + to_base64(content.substr(1)) + "\"}" +
                                      content + std::string(200'000, 'z'))
            << size;
    }
}

TEST(Server, a_file_that_ends_early_cuts_the_answer_short) {
    auto file = std::make_shared<const Fd>(memory_file("short").value());
    std::vector<Route> routes;
    routes.push_back(
        {"GET", "/file", open_to_all, [file](Request&) { return file_reply(file, 10); }});
    TestServer server(std::move(routes));
    EXPECT_FALSE(testing::get(server.port(), "/file").complete);
}

TEST(Server, streams_are_chunked_and_for_old_clients_end_with_the_connection) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send(request("GET /stream") + request("GET /hello"));
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.headers.get("transfer-encoding"), "chunked");
    EXPECT_EQ(reply.body, "one two three");
    EXPECT_EQ(client.read_reply().body, "hello");

    const RawReply old = testing::ask(server.port(), "GET /stream HTTP/1.0\r\n\r\n");
    EXPECT_FALSE(old.headers.has("transfer-encoding"));
    EXPECT_EQ(old.headers.get("connection"), "close");
    EXPECT_EQ(old.body, "one two three");
}

TEST(Server, a_stream_that_throws_is_visibly_cut) {
    TestServer server(plain_routes());
    const RawReply reply = testing::get(server.port(), "/broken-stream");
    EXPECT_EQ(reply.body, "begun");
    EXPECT_FALSE(reply.complete);
}

TEST(Server, HTTP_1_0_stays_only_if_asked) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.read_reply().headers.get("connection"), "keep-alive");
    client.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.read_reply().body, "hello");
    EXPECT_TRUE(client.closed());
}

TEST(Server, A12_the_caller_is_who_a_trusted_proxy_says) {
    const std::string asked =
        request("GET /caller", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n");
    {
        TestServer server(plain_routes());
        EXPECT_EQ(testing::get(server.port(), "/caller").body, "127.0.0.1 http local");
        EXPECT_EQ(testing::ask(server.port(), asked).body, "127.0.0.1 http")
            << "a proxy that nobody configured makes nobody local";
    }
    TestServerOptions options;
    options.settings.trusted_proxies = {"127.0.0.0/8"};
    TestServer server(plain_routes(), options);
    EXPECT_EQ(testing::ask(server.port(), asked).body, "1.2.3.4 https");
}

TEST(Server, counts_by_route_pattern_and_never_by_path) {
    TestServer server(plain_routes());
    testing::get(server.port(), "/show/a");
    testing::get(server.port(), "/show/b");
    testing::get(server.port(), "/nowhere");
    server.drain(10s);
    const std::string text = server.metrics().render();
    EXPECT_NE(
        text.find("easel_http_requests_total{method=\"GET\",route=\"/show/{x}\",status=\"2xx\"} 2"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("route=\"other\",status=\"4xx\"} 1"), std::string::npos);
    EXPECT_NE(text.find("easel_http_connections_open 0"), std::string::npos);
    EXPECT_EQ(text.find("nowhere"), std::string::npos);
}

TEST(Server, sockets_are_not_inherited_by_children) {
    TestServer server(plain_routes());
    RawClient client(server.port());
    client.send(request("GET /hello"));
    client.read_reply();
    int sockets = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        const int fd = std::stoi(entry.path().filename().string());
        struct stat info{};
        if (::fstat(fd, &info) != 0 || !S_ISSOCK(info.st_mode) || fd <= 2) continue;
        ++sockets;
        EXPECT_NE(::fcntl(fd, F_GETFD) & FD_CLOEXEC, 0) << fd;
    }
    EXPECT_GE(sockets, 3) << "listener, accepted and ours";
}

TEST(Server, says_what_to_do_when_it_cannot_listen) {
    TestServer first(plain_routes());
    TestServerOptions options;
    options.settings.port = first.port();
    try {
        TestServer second(plain_routes(), options);
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(error.what(), nullptr);
        EXPECT_NE(std::string(error.what()).find("choose another port"), std::string::npos);
    }
}

}  // namespace
}  // namespace easel::net::http
