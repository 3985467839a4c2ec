#pragma once

#include <string_view>

namespace easel::net::http {

/// True for `host` or `host:port` where host is a registered name, an IPv4 address or `[IPv6]`.
/// No user information, never empty (RFC 3986 section 3.2; RFC 9110 section 7.2).
bool valid_authority(std::string_view text);

/// The same place over http: case does not matter, and port 80 is the same as none.
bool same_authority(std::string_view a, std::string_view b);

/// True if a caller who uses this name, with or without a port, can only mean his own machine:
/// `localhost`, 127.0.0.0/8, `[::1]`. Any other name may be made to lead here by whoever owns it.
bool names_loopback(std::string_view authority);

}  // namespace easel::net::http
