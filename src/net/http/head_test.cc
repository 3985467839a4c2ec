#include "net/http/head.h"

#include <gtest/gtest.h>

#include "net/http/authority.h"
#include "net/http/target.h"

namespace easel::net::http {
namespace {

using namespace std::string_literals;

std::string with_fields(const std::string& fields) {
    return "POST /x HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

/// 200 stands for "accepted".
int status_of(const Result<Head>& head) {
    return head ? 200 : traits(head.error().kind).status;
}

struct Case {
    std::string head;
    int status;
};

void expect_statuses(const std::vector<Case>& cases) {
    for (const Case& c : cases)
        EXPECT_EQ(status_of(parse_head(c.head)), c.status) << testing::PrintToString(c.head);
}

TEST(ParseHead, reads_an_ordinary_request) {
    const auto head = parse_head(
        "POST /v1/images/generations?x=1&y HTTP/1.1\r\nHost: example.org:8080\r\n"
        "Content-Type:application/json \r\nX-Empty:\r\nContent-Length: 12\r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->method, "POST");
    EXPECT_EQ(head->path, "/v1/images/generations");
    EXPECT_EQ(head->query, "x=1&y");
    EXPECT_EQ(head->host, "example.org:8080");
    EXPECT_EQ(head->headers.get("content-type"), "application/json");
    EXPECT_EQ(head->headers.get("x-empty"), "");
    EXPECT_EQ(head->framing, Framing::length);
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_TRUE(head->keep_alive);
    EXPECT_FALSE(head->expects_continue);
}

TEST(ParseHead, A01_length_and_coding_together_are_refused) {
    expect_statuses({
        {with_fields("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"), 400},
        {with_fields("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n"), 400},
        {with_fields("Transfer-Encoding: identity\r\nContent-Length: 4\r\n"), 400},
    });
}

TEST(ParseHead, A02_a_length_has_exactly_one_form) {
    expect_statuses({
        {with_fields("Content-Length: 0\r\n"), 200},
        {with_fields("Content-Length:5\r\n"), 200},
        {with_fields("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        {with_fields("Content-Length: 5\r\ncontent-length: 6\r\n"), 400},
        {with_fields("Content-Length: +5\r\n"), 400},
        {with_fields("Content-Length: -5\r\n"), 400},
        {with_fields("Content-Length: 5,5\r\n"), 400},
        {with_fields("Content-Length: 5, 5\r\n"), 400},
        {with_fields("Content-Length: 0x5\r\n"), 400},
        {with_fields("Content-Length:  5\r\n"), 400},
        {with_fields("Content-Length: 5 \r\n"), 400},
        {with_fields("Content-Length:\t5\r\n"), 400},
        {with_fields("Content-Length: 5 6\r\n"), 400},
        {with_fields("Content-Length:\r\n"), 400},
        {with_fields("Content-Length: 18446744073709551615\r\n"), 200},
        {with_fields("Content-Length: 18446744073709551616\r\n"), 400},
    });
}

TEST(ParseHead, A03_the_only_transfer_coding_is_chunked_once) {
    expect_statuses({
        {with_fields("Transfer-Encoding: chunked\r\n"), 200},
        {with_fields("Transfer-Encoding: Chunked\r\n"), 200},
        {with_fields("Transfer-Encoding: chunked, identity\r\n"), 501},
        {with_fields("Transfer-Encoding: identity, chunked\r\n"), 501},
        {with_fields("Transfer-Encoding: chunked, chunked\r\n"), 501},
        {with_fields("Transfer-Encoding: xchunked\r\n"), 501},
        {with_fields("Transfer-Encoding: gzip\r\n"), 501},
        {with_fields("Transfer-Encoding: \"chunked\"\r\n"), 501},
        {with_fields("Transfer-Encoding:\tchunked\r\n"), 501},
        {with_fields("Transfer-Encoding: chunked \r\n"), 501},
        {with_fields("Transfer-Encoding:\r\n"), 501},
        {with_fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        {with_fields("Transfer-Encoding:\r\n chunked\r\n"), 400},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    });
}

TEST(ParseHead, A06_names_and_values_are_clean_ascii) {
    expect_statuses({
        {with_fields("X: a\tb\r\n"), 200},
        {with_fields("X: a\rb\r\n"), 400},
        {with_fields("X: a\nb\r\n"), 400},
        {with_fields("X: a\0b\r\n"s), 400},
        {with_fields("X: a\x7f\r\n"), 400},
        {with_fields("X: caf\xc3\xa9\r\n"), 400},
        {with_fields("X\xc3\xa9: a\r\n"), 400},
        {with_fields("X : a\r\n"), 400},
        {with_fields(" X: a\r\n"), 400},
        {with_fields("\tX: a\r\n"), 400},
        {with_fields("X: a\r\n folded\r\n"), 400},
        {with_fields(": a\r\n"), 400},
        {with_fields("no colon\r\n"), 400},
        {with_fields("X(y): a\r\n"), 400},
        {"GET / HTTP/1.1\nHost: h\n\n", 400},
        {"GET / HTTP/1.1\r\nHost: h\n\r\n", 400},
    });
}

TEST(ParseHead, A07_one_valid_host_that_agrees_with_the_target) {
    const auto get = [](const std::string& target, const std::string& fields) {
        return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
    };
    expect_statuses({
        {get("/", ""), 400},
        {get("/", "Host:\r\n"), 400},
        {get("/", "Host: a\r\nHost: a\r\n"), 400},
        {get("/", "Host: a\r\nhost: b\r\n"), 400},
        {get("/", "Host: a@b\r\n"), 400},
        {get("/", "Host: a/b\r\n"), 400},
        {get("/", "Host: a b\r\n"), 400},
        {get("/", "Host: a:b\r\n"), 400},
        {get("/", "Host: a:65536\r\n"), 400},
        {get("/", "Host: a:\r\n"), 400},
        {get("/", "Host: :80\r\n"), 400},
        {get("/", "Host: [::1\r\n"), 400},
        {get("/", "Host: [zz]:80\r\n"), 400},
        {get("/", "Host: a,b\r\n"), 200},  // a legal registered name, odd as it is
        {get("/", "Host: example.org\r\n"), 200},
        {get("/", "Host: 127.0.0.1:8088\r\n"), 200},
        {get("/", "Host: [::1]:8088\r\n"), 200},
        {get("http://a/", "Host: a\r\n"), 200},
        {get("http://A:80/", "Host: a\r\n"), 200},
        {get("HTTP://a", "Host: a\r\n"), 200},
        {get("http://a/", "Host: b\r\n"), 400},
        {get("http://a:81/", "Host: a\r\n"), 400},
        {get("http://u@a/", "Host: a\r\n"), 400},
        {get("http://a/", ""), 400},
        {get("http:///", "Host: a\r\n"), 400},
        {get("https://a/", "Host: a\r\n"), 400},
        {get("a", "Host: a\r\n"), 400},
        {"GET / HTTP/1.0\r\n\r\n", 200},
        {"GET / HTTP/1.0\r\nHost: a@b\r\n\r\n", 400},
    });
}

TEST(ParseHead, A10_each_part_has_its_limit) {
    const HeadLimits limits;
    const auto line = [&](std::size_t bytes) {
        const std::string frame = "GET / HTTP/1.1";
        return "GET /" + std::string(bytes - frame.size(), 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
    };
    std::string fields;
    for (std::size_t i = 1; i < limits.header_fields_max; ++i)
        fields += "X: y\r\n";
    const std::string framing = "Host: h\r\nX: \r\n";
    const std::string large(limits.header_bytes_max - framing.size(), 'v');
    expect_statuses({
        {line(limits.request_line_max), 200},
        {line(limits.request_line_max + 1), 414},
        {line(64 * 1024), 414},
        {with_fields(fields), 200},
        {with_fields(fields + "X: y\r\n"), 431},
        {with_fields("X: " + large + "\r\n"), 200},
        {with_fields("X: " + large + "abc\r\n"), 431},
        {with_fields("X: " + std::string(1 << 20, 'v') + "\r\n"), 431},
    });
}

TEST(ParseHead, what_decides_is_said_once) {
    for (const std::string name : {"Authorization", "api-key", "Content-Type"}) {
        const std::string once = name + ": a\r\n";
        expect_statuses({
            {with_fields(once), 200},
            {with_fields(once + once), 400},
            {with_fields(once + "X: y\r\n" + name + ":\r\n"), 400},
        });
    }
    expect_statuses(
        {{with_fields("Authorization: a\r\nAPI-Key: b\r\nAccept: c\r\nAccept: d\r\n"), 200}});
}

TEST(ParseHead, A11_escapes_in_values_stay_literal) {
    const auto head = parse_head(with_fields("X: a%0d%0aContent-Length: 5\r\n"));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->headers.get("x"), "a%0d%0aContent-Length: 5");
    EXPECT_EQ(head->framing, Framing::none);
}

TEST(ParseHead, A15_other_protocols_are_refused) {
    expect_statuses({
        {"PRI * HTTP/2.0\r\n\r\n", 400},
        {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
        {"\r\n\r\n", 400},
        {"\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"GET /\r\n\r\n", 400},
        {"GET / HTTP/1.2\r\nHost: h\r\n\r\n", 400},
        {"GET / HTTP/1.1x\r\nHost: h\r\n\r\n", 400},
        {"GET / http/1.1\r\nHost: h\r\n\r\n", 400},
        {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
    });
}

TEST(ParseHead, A16_only_the_methods_of_the_house) {
    for (const std::string& method :
         {"TRACE"s, "CONNECT"s, "PRI"s, "get"s, "Get"s, "BREW"s, std::string(1024, 'A')}) {
        const auto head = parse_head(method + " / HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(status_of(head), 501) << method;
    }
    expect_statuses({{"G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                     {"GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                     {"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 200}});
}

TEST(ParseHead, decides_whether_the_connection_stays) {
    struct Stay {
        const char* version;
        const char* fields;
        bool keep;
    };
    for (const Stay& s : {Stay{"1.1", "", true}, Stay{"1.1", "Connection: close\r\n", false},
                          Stay{"1.1", "Connection: x, Close\r\n", false}, Stay{"1.0", "", false},
                          Stay{"1.0", "Connection: keep-alive\r\n", true},
                          Stay{"1.0", "Connection: keep-alive, close\r\n", false}}) {
        const auto head =
            parse_head("GET / HTTP/"s + s.version + "\r\nHost: h\r\n" + s.fields + "\r\n");
        ASSERT_TRUE(head);
        EXPECT_EQ(head->keep_alive, s.keep) << s.version << s.fields;
    }
}

TEST(ParseHead, A09_knows_one_expectation) {
    EXPECT_TRUE(
        parse_head(with_fields("Content-Length: 5\r\nExpect: 100-Continue\r\n"))->expects_continue);
    EXPECT_FALSE(parse_head(with_fields("Expect: 100-continue\r\n"))->expects_continue);
    EXPECT_EQ(status_of(parse_head(with_fields("Expect: wonders\r\n"))), 417);
}

TEST(HeadScanner, finds_the_end_wherever_the_bytes_are_cut) {
    const std::string head = with_fields("A: b\r\nC: d\r\n");
    const std::string stream = head + "GET /next";
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        HeadScanner scanner{HeadLimits()};
        const auto first = scanner.scan(std::string_view(stream).substr(0, cut));
        ASSERT_TRUE(first);
        EXPECT_EQ(*first, cut < head.size() ? 0 : head.size());
        if (*first == 0) {
            EXPECT_EQ(scanner.scan(stream).value(), head.size());
        }
    }
}

TEST(HeadScanner, refuses_at_the_first_impossible_byte) {
    for (const std::string& start : {"\x16"s, "G\0"s, "GET / HTTP/1.1\r\nHost: h\r\nX\x80"s,
                                     "GET /\n"s, "GET / HTTP/1.1\rX"s}) {
        HeadScanner scanner{HeadLimits()};
        EXPECT_FALSE(scanner.scan(start)) << testing::PrintToString(start);
    }
}

TEST(ParseTarget, A17_is_normalised_once) {
    struct Path {
        const char* raw;
        const char* normal;  ///< null: refused
    };
    for (const Path& c : std::vector<Path>{
             {"/", "/"},
             {"/a/b", "/a/b"},
             {"/a/", "/a/"},
             {"//", "//"},
             {"//a", "//a"},
             {"/a//b", "/a//b"},
             {"/./a", "/a"},
             {"/a/./b", "/a/b"},
             {"/a/.", "/a/"},
             {"/a/..", "/"},
             {"/a/../b", "/b"},
             {"/../../b", "/b"},
             {"/a/%2e%2e/b", "/b"},
             {"/a/%2E/b", "/a/b"},
             {"/a/.%2e/b", "/b"},
             {"/a/%252e%252e/b", "/a/%252e%252e/b"},
             {"/a%2fb", "/a%2Fb"},
             {"/..%2fb", "/..%2Fb"},
             {"/%61%2D%7e", "/a-~"},
             {"/caf%c3%a9", "/caf%C3%A9"},
             {"/a;x", "/a;x"},
             {"/a%20b", "/a%20b"},
             {"/a%00b", nullptr},
             {"/a%0ab", nullptr},
             {"/a%7f", nullptr},
             {"/%ff", nullptr},
             {"/%c3", nullptr},
             {"/%ed%a0%80", nullptr},
             {"/%", nullptr},
             {"/%4", nullptr},
             {"/%zz", nullptr},
             {"/a#b", nullptr},
             {"/a b", nullptr},
             {"/caf\xc3\xa9", nullptr},
             {"", nullptr},
             {"?x", nullptr},
         }) {
        const auto target = parse_target(c.raw);
        EXPECT_EQ(target.has_value(), c.normal != nullptr) << c.raw;
        if (target) {
            EXPECT_EQ(target->path, c.normal ? c.normal : "") << c.raw;
        }
    }
}

TEST(ParseTarget, takes_absolute_addresses_apart) {
    const auto target = parse_target("http://Example.org:81?x=/../y");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->authority, "Example.org:81");
    EXPECT_EQ(target->path, "/");
    EXPECT_EQ(target->query, "x=/../y");
}

TEST(Authority, knows_the_names_that_only_this_machine_has) {
    for (const char* own : {"localhost", "LOCALHOST:8088", "127.0.0.1", "127.0.0.1:80", "127.8.9.1",
                            "[::1]", "[::1]:8088", "[0:0:0:0:0:0:0:1]"})
        EXPECT_TRUE(names_loopback(own)) << own;
    for (const char* other :
         {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "128.0.0.1",
          "[::2]", "[::ffff:127.0.0.1]", "[", "0.0.0.0", "2130706433", "127.1", "10.0.0.1:127"})
        EXPECT_FALSE(names_loopback(other)) << other;
}

TEST(ParseTarget, a_path_of_8_KiB_is_fine) {
    const std::string path = "/" + std::string(8 * 1024, 'a');
    EXPECT_EQ(parse_target(path)->path, path);
}

}  // namespace
}  // namespace easel::net::http
