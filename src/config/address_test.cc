#include <gtest/gtest.h>

#include "config/endpoint.h"
#include "config/network.h"
#include "config/outgoing_proxy.h"

namespace easel::config {
namespace {

TEST(Endpoint, reads_numeric_addresses_with_a_port) {
    struct Case {
        const char* text;
        const char* shown;
        bool loopback;
    };
    const std::vector<Case> good = {{"127.0.0.1:8088", "127.0.0.1:8088", true},
                                    {"localhost:0", "127.0.0.1:0", true},
                                    {"127.9.9.9:1", "127.9.9.9:1", true},
                                    {"[::1]:65535", "[::1]:65535", true},
                                    {"[::ffff:127.0.0.1]:1", "[::ffff:127.0.0.1]:1", true},
                                    {":8088", "0.0.0.0:8088", false},
                                    {"*:8088", "0.0.0.0:8088", false},
                                    {"[::]:8088", "[::]:8088", false},
                                    {"192.0.2.1:80", "192.0.2.1:80", false}};
    for (const Case& c : good) {
        const auto endpoint = parse_endpoint(c.text);
        ASSERT_TRUE(endpoint) << c.text;
        EXPECT_EQ(to_text(*endpoint), c.shown);
        EXPECT_EQ(is_loopback(*endpoint), c.loopback) << c.text;
    }
    for (const char* bad :
         {"", "8088", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "[]:1", "[:1",
          "[127.0.0.1]:1", "host.example:80", "127.0.0.1:+1", "1.2.3:1"})
        EXPECT_FALSE(parse_endpoint(bad)) << bad;
}

TEST(Network, contains_exactly_its_addresses_in_either_spelling) {
    const auto ten = parse_network("10.0.0.0/8");
    ASSERT_TRUE(ten);
    EXPECT_TRUE(ten->contains(*parse_address("10.255.0.1")));
    EXPECT_TRUE(ten->contains(*parse_address("::ffff:10.1.2.3")));
    EXPECT_FALSE(ten->contains(*parse_address("11.0.0.0")));
    EXPECT_FALSE(ten->contains(*parse_address("a00::")));
    EXPECT_TRUE(parse_network("0.0.0.0/0")->contains(*parse_address("8.8.8.8")));
    EXPECT_FALSE(parse_network("0.0.0.0/0")->contains(*parse_address("2001:db8::1")));
    EXPECT_TRUE(parse_network("fd00::/8")->contains(*parse_address("fd12::1")));
    EXPECT_TRUE(parse_network("::1")->contains(*parse_address("::1")));
}

TEST(Network, is_read_strictly_and_shown_as_written) {
    for (const char* good : {"10.0.0.0/8", "192.0.2.1", "fd00::/8", "::1", "0.0.0.0/0", "::/0"})
        EXPECT_EQ(to_text(*parse_network(good)), good);
    for (const char* bad : {"", "10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/08",
                            "x", "10.0.0", "10.0.0.0/8/8", "fe80::1%eth0"})
        EXPECT_FALSE(parse_network(bad)) << bad;
}

TEST(OutgoingProxy, takes_the_nearest_rule) {
    Proxies proxies;
    proxies.https = "http://secure:1";
    proxies.all = "socks5h://rest:2";
    proxies.none_for = {".inside.example", "10.0.0.0/8", "plain.example"};
    struct Case {
        const char* own;
        const char* url;
        const char* proxy;
    };
    const std::vector<Case> cases = {
        {"", "https://api.example/x", "http://secure:1"},
        {"", "http://api.example/x", "socks5h://rest:2"},
        {"", "https://a.inside.example:8443/", ""},
        {"", "https://INSIDE.example", ""},
        {"", "https://notinside.example", "http://secure:1"},
        {"", "https://a.plain.example", ""},
        {"", "http://10.1.2.3:80", ""},
        {"", "http://127.0.0.1:9", ""},
        {"", "http://[::1]:9/x", ""},
        {"", "http://localhost", ""},
        {"direct", "https://api.example", ""},
        {"http://mine:3", "https://a.inside.example", "http://mine:3"},
        {"", "", "socks5h://rest:2"},
    };
    for (const Case& c : cases)
        EXPECT_EQ(proxy_for(proxies, c.own, c.url), c.proxy) << c.url;
    proxies.none_for = {"*"};
    EXPECT_EQ(proxy_for(proxies, "", "https://api.example"), "");
}

}  // namespace
}  // namespace easel::config
