// RELIABILITY A-01..A-17 over real sockets: bytes in, status out, closed, and the server lives on.

#include <gtest/gtest.h>

#include "net/http/testing/raw_client.h"
#include "net/http/testing/test_server.h"

namespace easel::net::http {
namespace {

using namespace std::string_literals;
using testing::RawClient;
using testing::RawReply;

Task<Reply> hello(Request&) {
    co_return Reply::text(200, "text/plain", "hello");
}

Task<Reply> echo(Request& request) {
    Result<std::string> body = co_await request.body->read_all(1 << 20);
    if (!body) co_return testing::plain_error(body.error(), request);
    co_return Reply::text(200, "text/plain", *std::move(body));
}

Task<Reply> show_model(Request& request) {
    co_return Reply::text(200, "text/plain", request.path_values["id"]);
}

/// What the request after the body would see if a trailer had been merged.
Task<Reply> show_headers(Request& request) {
    Result<std::string> body = co_await request.body->read_all(1 << 20);
    std::string seen = body ? *std::move(body) : "broken";
    for (const auto& [name, value] : request.headers)
        seen += ' ' + name + '=' + value;
    co_return Reply::text(200, "text/plain", seen);
}

std::vector<Route> routes() {
    const Access open(Carrier::none, Role::anyone);
    std::vector<Route> table;
    table.push_back({"GET", "/hello", open, hello});
    table.push_back({"POST", "/echo", open, echo});
    table.push_back({"POST", "/headers", open, show_headers});
    table.push_back({"POST", "/unread", open, hello});
    table.push_back({"GET", "/v1/models/{id}", open, show_model});
    return table;
}

class Framing : public ::testing::Test {
  protected:
    testing::TestServer server{routes()};

    void expect_healthy() {
        const RawReply reply = testing::get(server.port(), "/hello");
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "hello");
    }

    struct Case {
        std::string bytes;
        int status;
    };

    /// Each answer is bare, has an id, is the only one, and ends the connection.
    void expect_refused(const std::vector<Case>& cases) {
        for (const Case& c : cases) {
            const std::string shown = ::testing::PrintToString(c.bytes.substr(0, 200));
            RawClient client(server.port());
            client.send(c.bytes);
            const RawReply reply = client.read_reply();
            EXPECT_EQ(reply.status, c.status) << shown;
            EXPECT_TRUE(reply.headers.get("x-request-id").value_or("").starts_with("req_"));
            EXPECT_EQ(reply.headers.get("connection"), "close") << shown;
            EXPECT_EQ(client.read_until_closed(), "") << shown;
            expect_healthy();
        }
    }

    static std::string post(const std::string& fields, const std::string& body) {
        return "POST /echo HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
    }
    static std::string chunked(const std::string& body) {
        return post("Transfer-Encoding: chunked\r\n", body);
    }
};

constexpr const char* smuggled = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_F(Framing, A01_length_and_coding) {
    expect_refused(
        {{post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"s + smuggled),
          400}});
}

TEST_F(Framing, A02_lengths) {
    expect_refused({
        {post("Content-Length: 0\r\nContent-Length: 33\r\n", smuggled), 400},
        {post("Content-Length: 5\r\nContent-Length: 5\r\n", "12345"), 400},
        {post("Content-Length: +5\r\n", "12345"), 400},
        {post("Content-Length: 5,5\r\n", "12345"), 400},
        {post("Content-Length: 0x5\r\n", "12345"), 400},
        {post("Content-Length:  5\r\n", "12345"), 400},
        {post("Content-Length: 18446744073709551616\r\n", ""), 400},
    });
}

TEST_F(Framing, A03_transfer_codings) {
    expect_refused({
        {post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501},
        {post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400},
        {"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    });
}

TEST_F(Framing, A04_chunks) {
    expect_refused({
        {chunked("-1\r\n\r\n"s + smuggled), 400},
        {chunked("00000000000000001\r\na\r\n0\r\n\r\n"), 400},
        {chunked(" 1\r\na\r\n0\r\n\r\n"), 400},
        {chunked("1_0\r\na\r\n0\r\n\r\n"), 400},
        {chunked("1\r\na0\r\n\r\n"s + smuggled), 400},
        {chunked("1\na\n0\n\n"), 400},
        {chunked("1;" + std::string(300, 'x') + "\r\na\r\n0\r\n\r\n"), 400},
        {chunked("1;a\nb\r\na\r\n0\r\n\r\n"), 400},
        {chunked("FFFFFFFFFFFFFFFF\r\n" + std::string((1 << 20) + 10, 'x')), 413},
        {chunked("FFFFFFFFFFFFFFFF\r\n"), 413},
    });
}

TEST_F(Framing, A05_trailers_are_never_merged) {
    RawClient client(server.port());
    client.send(
        "POST /headers HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        "1\r\na\r\n0\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\nHost: evil\r\n\r\n"s +
        smuggled);
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.body, "a Host=h Transfer-Encoding=chunked");
    EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(Framing, A06_bytes_in_names_and_values) {
    expect_refused({
        {post("X: a\rb\r\n", ""), 400},
        {post("X: a\0b\r\n"s, ""), 400},
        {post("X: a\x80\r\n", ""), 400},
        {post("X\x80: a\r\n", ""), 400},
        {post("Content-Length : 5\r\n", "12345"), 400},
        {post(": a\r\n", ""), 400},
    });
}

TEST_F(Framing, A07_hosts) {
    expect_refused({
        {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
        {"GET http://a/hello HTTP/1.1\r\nHost: b\r\n\r\n", 400},
    });
    EXPECT_EQ(testing::ask(server.port(), "GET http://h/hello HTTP/1.1\r\nHost: h\r\n\r\n").body,
              "hello");
}

TEST_F(Framing, A08_nothing_is_read_out_of_an_unread_body_after_an_error) {
    for (const char* path : {"/nowhere", "/hello"}) {
        RawClient client(server.port());
        client.send("POST "s + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 33\r\n\r\n" +
                    smuggled);
        const RawReply reply = client.read_reply();
        EXPECT_GE(reply.status, 404);
        EXPECT_EQ(reply.headers.get("connection"), "close");
        EXPECT_EQ(client.read_until_closed(), "");
    }
}

TEST_F(Framing, A08_a_small_unread_rest_is_dropped_after_a_success) {
    RawClient client(server.port());
    const std::string body = "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send("POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body + smuggled);
    EXPECT_EQ(client.read_reply().status, 200);
    EXPECT_EQ(client.read_reply().status, 200);
}

TEST_F(Framing, A08_a_large_unread_rest_ends_the_connection) {
    RawClient client(server.port());
    client.send("POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\n\r\n");
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.get("connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST_F(Framing, A08_a_refusal_reaches_a_client_that_sends_its_whole_body_first) {
    RawClient client(server.port());
    const std::string body(16'000'000, 'x');
    EXPECT_TRUE(
        client.send("POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 16000000\r\n\r\n"));
    EXPECT_TRUE(client.send(body));
    EXPECT_EQ(client.read_reply().status, 404);
    EXPECT_TRUE(client.closed());
}

TEST_F(Framing, A09_expectations) {
    const std::string huge = "Expect: 100-continue\r\nContent-Length: 10737418240\r\n";
    expect_refused({{post(huge, ""), 413}, {post("Expect: wonders\r\n", ""), 417}});

    RawClient client(server.port());
    client.send(post("Expect: 100-continue\r\nContent-Length: 5\r\n", ""));
    EXPECT_EQ(client.read_reply().status, 100);
    client.send("12345");
    EXPECT_EQ(client.read_reply().body, "12345");

    RawClient eager(server.port());
    eager.send(post("Expect: 100-continue\r\nContent-Length: 5\r\n", "12345"));
    EXPECT_EQ(eager.read_reply().status, 200) << "no 100 is due once the body is there";
}

TEST_F(Framing, A09_a_body_that_crosses_the_100_is_not_missed) {
    for (int i = 0; i < 300; ++i) {
        RawClient client(server.port());
        client.send(post("Expect: 100-continue\r\nContent-Length: 5\r\n", ""));
        client.send("12345");
        RawReply reply = client.read_reply();
        if (reply.status == 100) reply = client.read_reply();
        EXPECT_EQ(reply.body, "12345");
    }
}

TEST_F(Framing, A10_sizes) {
    std::string many = "GET /hello HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 100'000; ++i)
        many += "X: y\r\n";
    expect_refused({
        {"GET /" + std::string(64 * 1024, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
        {many + "\r\n", 431},
        {post("X: " + std::string(1 << 20, 'v') + "\r\n", ""), 431},
    });
    const std::string metrics = server.metrics().render();
    EXPECT_NE(metrics.find("limit_hits_total{limit=\"request_line\"} 1"), std::string::npos);
    EXPECT_NE(metrics.find("limit_hits_total{limit=\"header_bytes\"} 2"), std::string::npos);
}

TEST_F(Framing, A15_other_protocols) {
    expect_refused({
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
        {"\x05\x01\x00"s, 400},
        {"\x80\x9e\x01\x03\x01"s, 400},
        {"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400},
        {"\r\n", 400},
    });
}

TEST_F(Framing, A16_methods) {
    for (const std::string& method : {"TRACE"s, "CONNECT"s, "PRI"s, "get"s, std::string(1024, 'M')})
        expect_refused({{method + " /hello HTTP/1.1\r\nHost: h\r\n\r\n", 501}});
    expect_refused({{"CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", 501}});
}

TEST_F(Framing, A17_paths) {
    struct Path {
        std::string raw;
        int status;
        std::string body;
    };
    for (const Path& c : std::vector<Path>{
             {"/./hello", 200, "hello"},
             {"/x/../hello", 200, "hello"},
             {"/x/%2e%2e/hello", 200, "hello"},
             {"/%68ello", 200, "hello"},
             {"/hello?", 200, "hello"},
             {"/v1/models/black-forest%2Fflux%20dev", 200, "black-forest/flux dev"},
             {"/v1/models/%252e%252e", 200, "%2e%2e"},
         }) {
        const RawReply reply = testing::get(server.port(), c.raw);
        EXPECT_EQ(reply.status, c.status) << c.raw;
        EXPECT_EQ(reply.body, c.body) << c.raw;
    }
    for (const char* path :
         {"//hello", "/hello/", "/hello;x", "/hello%3fx", "/..%2fhello", "/HELLO"})
        EXPECT_EQ(testing::get(server.port(), path).status, 404) << path;
    EXPECT_EQ(testing::get(server.port(), "/" + std::string(8192, 'a')).status, 404);
    for (const char* path : {"/hello%00", "/%ff", "/hello%", "/hello#x", "/\xc3\xa9"})
        expect_refused({{"GET "s + path + " HTTP/1.1\r\nHost: h\r\n\r\n", 400}});
}

}  // namespace
}  // namespace easel::net::http
