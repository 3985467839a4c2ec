#include "net/fetch/address_rules.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "base/text.h"

namespace easel::net::fetch {
namespace {

using V6 = std::array<std::uint8_t, 16>;

struct Block4 {
    std::uint32_t prefix;
    int bits;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
    return a << 24 | b << 16 | c << 8 | d;
}

constexpr Block4 special_v4[] = {
    {v4(0, 0, 0, 0), 8},        // "this network"
    {v4(10, 0, 0, 0), 8},       // private
    {v4(100, 64, 0, 0), 10},    // carrier-grade NAT
    {v4(127, 0, 0, 0), 8},      // loopback
    {v4(169, 254, 0, 0), 16},   // link-local, cloud metadata
    {v4(172, 16, 0, 0), 12},    // private
    {v4(192, 0, 0, 0), 24},     // protocol assignments
    {v4(192, 0, 2, 0), 24},     // documentation
    {v4(192, 88, 99, 0), 24},   // 6to4 relays
    {v4(192, 168, 0, 0), 16},   // private
    {v4(198, 18, 0, 0), 15},    // benchmarks
    {v4(198, 51, 100, 0), 24},  // documentation
    {v4(203, 0, 113, 0), 24},   // documentation
    {v4(224, 0, 0, 0), 4},      // multicast
    {v4(240, 0, 0, 0), 4},      // reserved, broadcast
};

struct Block6 {
    V6 prefix;
    int bits;
};

constexpr Block6 special_v6[] = {
    {{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};

constexpr Block6 global_unicast{{0x20}, 3};
constexpr Block6 mapped_v4{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block6 nat64{{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Block6 six_to_four{{0x20, 0x02}, 16};

bool in(const V6& address, const Block6& block) {
    int bits = block.bits;
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const unsigned mask = bits >= 8 ? 0xFFU : (0xFFU << (8 - bits)) & 0xFFU;
        if ((address[i] & mask) != (block.prefix[i] & mask)) return false;
    }
    return true;
}

std::uint32_t wrapped_v4(const V6& address, std::size_t at) {
    return v4(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

bool ends_with_label(std::string_view host, std::string_view label) {
    if (host == label) return true;
    return host.size() > label.size() && host.ends_with(label) &&
           host[host.size() - label.size() - 1] == '.';
}

bool plain_name(std::string_view host) {
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

}  // namespace

bool is_public_v4(std::uint32_t address) {
    return std::ranges::none_of(special_v4, [address](const Block4& block) {
        return (address ^ block.prefix) >> (32 - block.bits) == 0;
    });
}

bool is_public_v6(const V6& address) {
    if (in(address, mapped_v4) || in(address, nat64)) return is_public_v4(wrapped_v4(address, 12));
    if (in(address, six_to_four)) return is_public_v4(wrapped_v4(address, 2));
    // Everything outside 2000::/3 is loopback, local, multicast or not given out.
    if (!in(address, global_unicast)) return false;
    return std::ranges::none_of(special_v6,
                                [&](const Block6& block) { return in(address, block); });
}

bool is_public(const sockaddr* address, std::size_t length) {
    if (address->sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
        sockaddr_in in4{};
        std::memcpy(&in4, address, sizeof in4);
        return is_public_v4(ntohl(in4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
        sockaddr_in6 in6{};
        std::memcpy(&in6, address, sizeof in6);
        return is_public_v6(std::to_array(in6.sin6_addr.s6_addr));
    }
    return false;
}

bool is_public_text(std::string_view address) {
    const std::string text(address);
    in_addr in4{};
    if (::inet_pton(AF_INET, text.c_str(), &in4) == 1) return is_public_v4(ntohl(in4.s_addr));
    in6_addr in6{};
    if (::inet_pton(AF_INET6, text.c_str(), &in6) == 1)
        return is_public_v6(std::to_array(in6.s6_addr));
    return false;
}

bool may_be_public_host(std::string_view host) {
    std::string name = to_lower(host);
    if (name.starts_with('[') && name.ends_with(']'))
        return is_public_text(name.substr(1, name.size() - 2));
    if (name.find(':') != std::string::npos) return is_public_text(name);
    if (name.ends_with('.')) name.pop_back();
    if (name.empty() || !plain_name(name)) return false;
    for (const std::string_view local :
         {"localhost", "local", "internal", "localdomain", "home.arpa"})
        if (ends_with_label(name, local)) return false;
    // A last label that starts with a digit is an IPv4 address in some spelling, or nothing.
    const std::string_view last = split(name, '.').back();
    if (last.empty() || (last[0] >= '0' && last[0] <= '9')) return is_public_text(name);
    return true;
}

}  // namespace easel::net::fetch
