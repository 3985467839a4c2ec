#include "net/http/authority.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "base/encoding.h"
#include "base/text.h"
#include "net/http/syntax.h"

namespace easel::net::http {
namespace {

constexpr std::size_t host_bytes_max = 255;

bool valid_port(std::string_view digits) {
    const auto port = parse_decimal(digits);
    return port && *port <= 65535;
}

bool valid_ipv6(std::string_view text) {
    in6_addr address{};
    return ::inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

bool valid_registered_name(std::string_view name) {
    constexpr std::string_view sub_delims = "!$&'()*+,;=%";
    const bool characters = std::ranges::all_of(name, [&](char c) {
        return is_unreserved(c) || sub_delims.find(c) != std::string_view::npos;
    });
    return !name.empty() && characters && percent_decode(name);
}

}  // namespace

bool valid_authority(std::string_view text) {
    if (text.size() > host_bytes_max) return false;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos || !valid_ipv6(text.substr(1, end - 1))) return false;
        const std::string_view rest = text.substr(end + 1);
        return rest.empty() || (rest.starts_with(':') && valid_port(rest.substr(1)));
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return valid_registered_name(text);
    return valid_registered_name(text.substr(0, colon)) && valid_port(text.substr(colon + 1));
}

bool names_loopback(std::string_view authority) {
    if (authority.starts_with('[')) {
        in6_addr address{};
        const std::string text(authority.substr(1, authority.find(']') - 1));
        return ::inet_pton(AF_INET6, text.c_str(), &address) == 1 && IN6_IS_ADDR_LOOPBACK(&address);
    }
    const std::string name(authority.substr(0, authority.find(':')));
    in_addr address{};
    if (::inet_pton(AF_INET, name.c_str(), &address) == 1)
        return ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET;
    return iequals(name, "localhost");
}

bool same_authority(std::string_view a, std::string_view b) {
    const auto without_default = [](std::string_view text) {
        return text.ends_with(":80") ? text.substr(0, text.size() - 3) : text;
    };
    return iequals(without_default(a), without_default(b));
}

}  // namespace easel::net::http
