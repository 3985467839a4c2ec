#include <gtest/gtest.h>

#include <cstdlib>

#include "net/fetch/client.h"
#include "net/fetch/testing/harness.h"
#include "net/fetch/testing/scripted_server.h"

namespace easel::net::fetch {
namespace {

using testing::Harness;
using testing::Peer;
using testing::ScriptedServer;

std::string address(const ScriptedServer& server, const char* scheme) {
    return scheme + std::string("://127.0.0.1:") + std::to_string(server.port());
}

/// The environment is read by curl on a thread of the client: set it before there is one.
class Environment {
  public:
    explicit Environment(const std::string& proxy) {
        for (const char* name : names)
            ::setenv(name, proxy.c_str(), 1);
    }
    ~Environment() {
        for (const char* name : names)
            ::unsetenv(name);
    }

  private:
    static constexpr const char* names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                            "ALL_PROXY"};
};

TEST(ClientProxy, the_environment_is_not_asked) {
    ScriptedServer proxy([](Peer& peer) { peer.read_request(); });
    ScriptedServer server([](Peer& peer) {
        peer.read_request();
        peer.reply("direct");
    });
    const Environment environment(address(proxy, "http"));
    Harness h;
    const auto reply = h.get(server.url());
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->body, "direct");
    EXPECT_EQ(proxy.connections(), 0);
}

TEST(ClientProxy, no_exceptions_are_taken_from_the_environment) {
    ::setenv("no_proxy", "*", 1);
    ScriptedServer proxy([&proxy](Peer& peer) { ScriptedServer::answer_all(proxy, peer); });
    {
        Harness h;
        Request r = Harness::request("GET", "http://upstream.test/");
        r.proxy = address(proxy, "http");
        EXPECT_TRUE(h.send(r));
    }
    ::unsetenv("no_proxy");
    EXPECT_EQ(proxy.notes().size(), 1U);
}

TEST(ClientProxy, an_http_proxy_gets_the_whole_url_and_resolves_the_name) {
    ScriptedServer proxy([&proxy](Peer& peer) { ScriptedServer::answer_all(proxy, peer); });
    Harness h;
    Request r = Harness::request("GET", "http://upstream.test/a?b=c");
    r.proxy = "http://user:word@127.0.0.1:" + std::to_string(proxy.port());
    const auto reply = h.send(r);
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->body, "ok");
    const std::string seen = proxy.notes().at(0);
    EXPECT_TRUE(seen.starts_with("GET http://upstream.test/a?b=c HTTP/1.1\r\n")) << seen;
    EXPECT_NE(seen.find("Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n"), std::string::npos) << seen;
}

TEST(ClientProxy, a_tunnel_is_asked_for_without_the_upstreams_headers) {
    ScriptedServer proxy([&proxy](Peer& peer) {
        proxy.note(peer.read_request().value_or(""));
        peer.write("HTTP/1.1 200 Established\r\n\r\n");
    });
    Harness h;
    Request r = Harness::request("POST", "https://upstream.test/a?b=topsecret");
    r.headers = {{"X-Key", "topsecret"}};
    r.proxy = address(proxy, "http");
    const auto reply = h.send(r);
    ASSERT_FALSE(reply);  // the tunnel breaks inside the TLS greeting
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
    const std::string seen = proxy.notes().at(0);
    EXPECT_TRUE(seen.starts_with("CONNECT upstream.test:443 HTTP/1.1\r\n")) << seen;
    EXPECT_EQ(seen.find("topsecret"), std::string::npos) << seen;
}

TEST(ClientProxy, a_proxy_that_refuses_the_tunnel_makes_the_upstream_unreachable) {
    for (const int status : {403, 407, 502}) {
        ScriptedServer proxy([status](Peer& peer) {
            peer.read_request();
            peer.reply("no", status);
        });
        Harness h;
        Request r = Harness::request("POST", "https://upstream.test/");
        r.proxy = address(proxy, "http");
        const auto reply = h.send(r);
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
    }
}

TEST(ClientProxy, a_dead_proxy_makes_the_upstream_unreachable) {
    std::string gone;
    {
        const ScriptedServer proxy([](Peer&) {});
        gone = address(proxy, "http");
    }
    Harness h;
    Request r = Harness::request("POST", "http://upstream.test/");
    r.proxy = gone;
    const auto reply = h.send(r);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
}

/// RFC 1928: greeting, no authentication, CONNECT to a domain name, then HTTP. Notes the name.
void socks(ScriptedServer& server, Peer& peer, char answer) {
    const std::string greeting = peer.read_exactly(2);
    if (greeting.size() < 2) return;
    peer.read_exactly(static_cast<unsigned char>(greeting[1]));
    peer.write(std::string("\x05\x00", 2));
    const std::string head = peer.read_exactly(5);
    if (head.size() < 5 || head[3] != '\x03') return server.note("not a name");
    server.note(peer.read_exactly(static_cast<unsigned char>(head[4])));
    peer.read_exactly(2);
    peer.write(std::string("\x05", 1) + answer +
               std::string("\x00\x01\x7f\x00\x00\x01\x00\x50", 8));
    if (answer == 0) ScriptedServer::answer_all(server, peer);
}

TEST(ClientProxy, a_socks5h_proxy_resolves_the_name) {
    ScriptedServer proxy([&proxy](Peer& peer) { socks(proxy, peer, 0); });
    Harness h;
    Request r = Harness::request("GET", "http://upstream.test/path");
    r.proxy = address(proxy, "socks5h");
    const auto reply = h.send(r);
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(reply->body, "ok");
    EXPECT_EQ(proxy.notes().at(0), "upstream.test");
    EXPECT_TRUE(proxy.notes().at(1).starts_with("GET /path HTTP/1.1\r\nHost: upstream.test\r\n"));
}

TEST(ClientProxy, a_socks_refusal_makes_the_upstream_unreachable) {
    ScriptedServer proxy([&proxy](Peer& peer) { socks(proxy, peer, 5); });
    Harness h;
    Request r = Harness::request("POST", "http://upstream.test/");
    r.proxy = address(proxy, "socks5h");
    const auto reply = h.send(r);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::upstream_unreachable) << reply.error().detail;
}

TEST(ClientProxy, an_address_from_outside_reaches_no_local_place_through_a_proxy) {
    ScriptedServer proxy([&proxy](Peer& peer) { ScriptedServer::answer_all(proxy, peer); });
    Harness h;
    Request r = Harness::request("GET", "");
    r.proxy = address(proxy, "http");
    r.reach = Reach::public_only;
    for (const char* host : {"127.0.0.1", "10.0.0.1", "127.1", "0x7f000001", "[::1]", "localhost",
                             "a.localhost.", "x.internal", "%31%32%37.0.0.1", "①②⑦.0.0.1"}) {
        r.url = "http://" + std::string(host) + "/";
        const auto reply = h.send(r);
        ASSERT_FALSE(reply) << host;
        EXPECT_TRUE(reply.error().kind == ErrorKind::upstream_unreachable ||
                    reply.error().kind == ErrorKind::invalid_value)
            << host;
    }
    EXPECT_EQ(proxy.connections(), 0);
    r.url = "http://upstream.test/";
    EXPECT_TRUE(h.send(r));
}

}  // namespace
}  // namespace easel::net::fetch
