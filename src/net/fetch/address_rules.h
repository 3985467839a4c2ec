#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace easel::net::fetch {

/// Whether an address belongs to the public Internet, by the IANA special-purpose registries
/// (https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-, read 2026-11).
/// Addresses that wrap an IPv4 one (mapped, 6to4, NAT64) are as public as what they wrap; Teredo
/// and the local-use NAT64 prefix never are. Anything that is neither IPv4 nor IPv6 is not public.
/// `length` bytes of socket address stand behind `address`.
bool is_public(const sockaddr* address, std::size_t length);
/// Host byte order.
bool is_public_v4(std::uint32_t address);
bool is_public_v6(const std::array<std::uint8_t, 16>& address);

/// The same for the text of an address ("10.0.0.1", "::1"); false for any other text.
bool is_public_text(std::string_view address);

/// For a host that somebody else will resolve: false for local names, for addresses that are not
/// public in any spelling, and for names that are not plain ASCII. True promises nothing about
/// what the name stands for.
bool may_be_public_host(std::string_view host);

}  // namespace easel::net::fetch
