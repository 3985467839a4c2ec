// X-Forwarded-For as callers invent it: believed from proxies only, and never against what the last
// proxy says itself. The same bytes, as an entry of the list of trusted proxies.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "net/http/proxies.h"

namespace {

using namespace easel::net::http;
namespace ip = boost::asio::ip;

ip::address origin(const TrustedProxies& proxies, const char* peer, const std::string& forwarded) {
    Headers headers;
    headers.add("x-forwarded-for", forwarded);
    return proxies.origin(ip::make_address(peer), headers).peer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto proxies = TrustedProxies::parse({"10.0.0.0/8", "fd00::/8"}).value();
    const char* stranger = "192.0.2.1";
    const char* client = "192.0.2.7";
    EASEL_ASSERT(origin(proxies, stranger, text) == ip::make_address(stranger));
    EASEL_ASSERT(origin(proxies, "10.0.0.1", text + ", " + client) == ip::make_address(client));
    EASEL_ASSERT(origin(proxies, "10.0.0.1", text + ", " + client + ", fd00::1") ==
                 ip::make_address(client));
    const ip::address named = origin(proxies, "10.0.0.1", text);
    EASEL_ASSERT(unmapped(named) == named);

    if (const auto trusting = TrustedProxies::parse({text})) {
        trusting->trusts(ip::make_address(stranger));
        trusting->trusts(ip::make_address("2001:db8::1"));
    }
    return 0;
}
