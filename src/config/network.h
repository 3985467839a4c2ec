#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace easel::config {

/// A numeric IP address. IPv4 is kept in its IPv6-mapped form (`::ffff:a.b.c.d`), so that both
/// spellings of one machine are equal.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    friend bool operator==(const Address&, const Address&) = default;
};

/// An address block. `prefix` counts bits of the mapped form: 0..128.
struct Network {
    Address address;
    int prefix = 128;
    friend bool operator==(const Network&, const Network&) = default;

    bool contains(const Address& other) const;
};

/// `192.0.2.1`, `2001:db8::1`; no zone, no brackets.
std::optional<Address> parse_address(std::string_view text);

/// `10.0.0.0/8`, `fd00::/8`, or one address. Bits after the prefix are refused, they are a typing
/// mistake more often than an intention.
std::optional<Network> parse_network(std::string_view text);

std::string to_text(const Network& network);

/// `localhost`, 127.0.0.0/8 and ::1, with or without brackets.
bool is_loopback_host(std::string_view host);

}  // namespace easel::config
