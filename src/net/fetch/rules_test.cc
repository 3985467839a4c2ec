#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "net/fetch/address_rules.h"
#include "net/fetch/head_reader.h"
#include "net/fetch/redirect.h"
#include "net/fetch/request_rules.h"
#include "net/fetch/url_parts.h"

namespace easel::net::fetch {
namespace {

TEST(AddressRules, both_ends_of_every_special_block_are_not_public) {
    for (const char* text : {"0.0.0.0",
                             "0.255.255.255",
                             "10.0.0.0",
                             "10.255.255.255",
                             "100.64.0.0",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.255.255",
                             "169.254.0.0",
                             "169.254.169.254",
                             "172.16.0.0",
                             "172.31.255.255",
                             "192.0.0.0",
                             "192.0.0.255",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.0.0",
                             "192.168.255.255",
                             "198.18.0.0",
                             "198.19.255.255",
                             "198.51.100.7",
                             "203.0.113.7",
                             "224.0.0.1",
                             "239.255.255.255",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::2",
                             "::127.0.0.1",
                             "::ffff:10.0.0.1",
                             "::ffff:127.0.0.1",
                             "2002:7f00:1::",
                             "2002:a00:1::1",
                             "2001::1",
                             "2001:0:808:808::",
                             "2001:1ff:ffff::1",
                             "2001:db8::1",
                             "3fff::1",
                             "64:ff9b::7f00:1",
                             "64:ff9b::a9fe:a9fe",
                             "64:ff9b:1::808:808",
                             "100::1",
                             "fc00::1",
                             "fdff::1",
                             "fe80::1",
                             "febf::1",
                             "fec0::1",
                             "ff02::1",
                             "5f00::1",
                             "4000::1",
                             "1fff::1",
                             "",
                             "localhost",
                             "8.8.8",
                             "8.8.8.8 ",
                             "08.8.8.8"})
        EXPECT_FALSE(is_public_text(text)) << text;
}

TEST(AddressRules, neighbours_of_special_blocks_are_public) {
    for (const char* text :
         {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
          "100.128.0.0",     "126.255.255.255", "128.0.0.0",       "169.253.0.1",
          "169.255.0.1",     "172.15.255.255",  "172.32.0.0",      "192.0.1.0",
          "192.167.0.1",     "192.169.0.1",     "198.17.255.255",  "198.20.0.0",
          "223.255.255.255", "8.8.8.8",         "2606:4700::1111", "2001:200::1",
          "2001:4860::1",    "3ffe::1",         "::ffff:8.8.8.8",  "2002:808:808::",
          "64:ff9b::808:808"})
        EXPECT_TRUE(is_public_text(text)) << text;
}

TEST(AddressRules, a_socket_address_is_judged_by_its_family) {
    sockaddr_storage storage{};
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    auto* in4 = reinterpret_cast<sockaddr_in*>(&storage);
    in4->sin_family = AF_INET;
    ASSERT_EQ(::inet_pton(AF_INET, "8.8.8.8", &in4->sin_addr), 1);
    EXPECT_TRUE(is_public(address, sizeof *in4));
    EXPECT_FALSE(is_public(address, sizeof *in4 - 1));
    storage.ss_family = AF_UNIX;
    EXPECT_FALSE(is_public(address, sizeof storage));
    auto* in6 = reinterpret_cast<sockaddr_in6*>(&storage);
    in6->sin6_family = AF_INET6;
    ASSERT_EQ(::inet_pton(AF_INET6, "2606:4700::1111", &in6->sin6_addr), 1);
    EXPECT_TRUE(is_public(address, sizeof *in6));
    EXPECT_FALSE(is_public(address, sizeof(sockaddr_in)));
}

TEST(AddressRules, a_name_for_somebody_else_to_resolve) {
    for (const char* host :
         {"example.com", "EXAMPLE.com.", "a-b.c_d.example", "8.8.8.8", "8.8.8.8.",
          "[2606:4700::1111]", "2606:4700::1111", "localhost.example.com"})
        EXPECT_TRUE(may_be_public_host(host)) << host;
    for (const char* host : {"localhost",
                             "LOCALHOST",
                             "localhost.",
                             "a.localhost",
                             "printer.local",
                             "x.internal",
                             "home.arpa",
                             "127.0.0.1",
                             "127.0.0.1.",
                             "0x7f.0x1",
                             "1.2.3",
                             "017700000001",
                             "[::1]",
                             "::1",
                             "[fe80::1]",
                             "",
                             ".",
                             "a..",
                             "ex ample",
                             "a%31",
                             "①②⑦.0.0.1",
                             "a/b"})
        EXPECT_FALSE(may_be_public_host(host)) << host;
}

TEST(UrlParts, are_those_of_the_parser_that_sends) {
    const auto parts = parse_url("HTTPS://User:Word@Example.COM/x?y#z");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->scheme + " " + parts->host + " " + parts->port, "https example.com 443");
    EXPECT_TRUE(parts->has_user);
    EXPECT_EQ(parse_url("http://127.1:80/")->host, "127.0.0.1");
    for (const char* bad :
         {"", "ftp://a/", "file:///etc/passwd", "/x", "http://", "http://a b/", "gopher://a"})
        EXPECT_FALSE(parse_url(bad)) << bad;
}

TEST(RequestRules, a_request_that_could_be_read_in_two_ways_is_refused) {
    Request good;
    good.url = "http://example.com/";
    good.headers = {{"X-A", "b\tc"}};
    EXPECT_TRUE(check_request(good));
    const auto refused = [&good](auto change) {
        Request r = good;
        change(r);
        const auto result = check_request(r);
        return !result && result.error().kind == ErrorKind::invalid_value;
    };
    for (const char* method : {"", "GET /", "GET\r\n", "G\xC3\xA4T"})
        EXPECT_TRUE(refused([&](Request& r) { r.method = method; })) << method;
    for (const char* name :
         {"", "A B", "A:", "A\r\nB", "Content-Length", "transfer-encoding", "Connection"})
        EXPECT_TRUE(refused([&](Request& r) { r.headers.emplace_back(name, "1"); })) << name;
    for (const char* value : {"a\r\nB: c", "a\nb", "a\rb", "\x7F"})
        EXPECT_TRUE(refused([&](Request& r) { r.headers.emplace_back("A", value); }));
    EXPECT_TRUE(refused([](Request& r) { r.headers.emplace_back("A", std::string("a\0b", 3)); }));
    for (const char* url :
         {"", "example.com", "file:///etc/passwd", "ftp://a/", "http://a/\r\nb", "http://a b"})
        EXPECT_TRUE(refused([&](Request& r) { r.url = url; })) << url;
    for (const char* proxy : {"ftp://a", "http://a\r\n", "file:///x"})
        EXPECT_TRUE(refused([&](Request& r) { r.proxy = proxy; })) << proxy;
    EXPECT_TRUE(refused([](Request& r) {
        r.reach = Reach::public_only;
        r.url = "http://u:p@example.com/";
    }));
}

Reply redirect_to(const char* location, int status = 302) {
    Reply reply;
    reply.status = status;
    reply.headers = {{"Location", location}};
    return reply;
}

Request asked() {
    Request r;
    r.url = "https://a.example/dir/x?q=1";
    r.headers = {
        {"Authorization", "s"}, {"X-Key", "s"}, {"Accept", "image/*"}, {"User-Agent", "u"}};
    r.redirects_max = 2;
    return r;
}

TEST(Redirect, credentials_stay_with_their_origin) {
    struct Case {
        const char* location;
        const char* url;
        std::size_t headers;
        Reach reach;
    };
    const Case cases[] = {
        {"y", "https://a.example/dir/y", 4, Reach::operator_origin},
        {"/y?z", "https://a.example/y?z", 4, Reach::operator_origin},
        {"https://A.example:443/y", "https://A.example:443/y", 4, Reach::operator_origin},
        {"https://a.example:8443/y", "https://a.example:8443/y", 2, Reach::public_only},
        {"http://a.example/y", "http://a.example/y", 2, Reach::operator_origin},
        {"//b.example/y", "https://b.example/y", 2, Reach::public_only},
        {"https://a.example.b.example/", "https://a.example.b.example/", 2, Reach::public_only},
    };
    for (const Case& c : cases) {
        const auto next = next_hop(asked(), redirect_to(c.location));
        ASSERT_TRUE(next && *next) << c.location;
        EXPECT_EQ((*next)->url, c.url);
        EXPECT_EQ((*next)->headers.size(), c.headers) << c.location;
        EXPECT_EQ((*next)->reach, c.reach) << c.location;
        EXPECT_EQ((*next)->redirects_max, 1);
    }
}

TEST(Redirect, only_to_http_and_not_with_a_user_name) {
    for (const char* location :
         {"file:///etc/passwd", "ftp://b.example/", "gopher://b.example/", "data:,x",
          "javascript:x", "https://u:p@b.example/", "https://", "http://a\x01/"}) {
        const auto next = next_hop(asked(), redirect_to(location));
        ASSERT_FALSE(next) << location;
        EXPECT_EQ(next.error().kind, ErrorKind::upstream_bad_response);
    }
}

TEST(Redirect, an_answer_that_is_no_redirect_is_the_end) {
    Request post = asked();
    post.method = "POST";
    for (const auto& next :
         {next_hop(asked(), redirect_to("/", 200)), next_hop(asked(), redirect_to("/", 304)),
          next_hop(asked(), redirect_to("", 302)), next_hop(post, redirect_to("/"))})
        EXPECT_TRUE(next && !*next);
    Request last = asked();
    last.redirects_max = 0;
    EXPECT_FALSE(next_hop(last, redirect_to("/")));
}

TEST(HeadReader, takes_the_last_head_and_trims_values) {
    HeadReader head;
    for (const char* line :
         {"HTTP/1.1 100 Continue\r\n", "X: interim\r\n", "\r\n", "HTTP/1.1 201 Made\r\n",
          "A:  b \r\n", "\t c\r\n", "no colon\r\n", ": no name\r\n", "D:\r\n", "\r\n",
          "HTTP/1.1 500 trailer\r\n", "T: x\r\n"})
        EXPECT_TRUE(head.take(line));
    EXPECT_TRUE(head.complete());
    EXPECT_EQ(head.status(), 201);
    EXPECT_EQ(head.headers(), (std::vector<Header>{{"A", "b c"}, {"D", ""}}));
}

TEST(HeadReader, counts_everything_against_its_limits) {
    HeadReader long_lines;
    int taken = 0;
    while (taken < 1000 && long_lines.take(std::string(1024, 'x') + "\r\n"))
        ++taken;
    EXPECT_EQ(taken, 63);
    HeadReader many;
    taken = 0;
    while (taken < 1000 && many.take("a: b\r\n"))
        ++taken;
    EXPECT_EQ(taken, static_cast<int>(HeadReader::headers_max));
}

}  // namespace
}  // namespace easel::net::fetch
