#include "config/network.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.h"

namespace easel::config {
namespace {

constexpr int mapped_bits = 96;

bool is_mapped(const Address& address) {
    constexpr std::array<std::uint8_t, 12> head = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return std::equal(head.begin(), head.end(), address.bytes.begin());
}

// The address with every bit after `prefix` cleared.
Address cut(Address address, int prefix) {
    for (int bit = prefix; bit < 128; ++bit)
        address.bytes[static_cast<std::size_t>(bit / 8)] &=
            static_cast<std::uint8_t>(~(0x80U >> (bit % 8)));
    return address;
}

}  // namespace

bool Network::contains(const Address& other) const {
    return cut(other, prefix) == address;
}

std::optional<Address> parse_address(std::string_view text) {
    const std::string zero_ended(text);
    Address out;
    if (text.contains('\0')) return std::nullopt;
    if (::inet_pton(AF_INET6, zero_ended.c_str(), out.bytes.data()) == 1) return out;
    if (::inet_pton(AF_INET, zero_ended.c_str(), out.bytes.data() + 12) != 1) return std::nullopt;
    std::fill_n(out.bytes.begin(), 10, std::uint8_t{0});
    out.bytes[10] = out.bytes[11] = 0xFF;
    return out;
}

std::optional<Network> parse_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return std::nullopt;
    if (slash == std::string_view::npos) return Network{*address, 128};
    const bool v4 = !text.substr(0, slash).contains(':');
    const auto bits = parse_decimal(text.substr(slash + 1));
    if (!bits || *bits > (v4 ? 32U : 128U)) return std::nullopt;
    const Network network{*address, static_cast<int>(*bits) + (v4 ? mapped_bits : 0)};
    if (!network.contains(*address)) return std::nullopt;
    return network;
}

std::string to_text(const Network& network) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool v4 = is_mapped(network.address) && network.prefix >= mapped_bits;
    const std::uint8_t* bytes = network.address.bytes.data();
    ::inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? bytes + 12 : bytes, text.data(), text.size());
    if (network.prefix == 128) return text.data();
    return text.data() + ("/" + std::to_string(network.prefix - (v4 ? mapped_bits : 0)));
}

bool is_loopback_host(std::string_view host) {
    if (iequals(host, "localhost")) return true;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    const auto address = parse_address(host);
    if (!address) return false;
    const auto loopback = parse_network("127.0.0.0/8");
    return (loopback && loopback->contains(*address)) || address == parse_address("::1");
}

}  // namespace easel::config
