#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace easel::config {

/// Where a server listens. `host` is a numeric address, IPv6 without brackets.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;  ///< 0: the system chooses one
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// `127.0.0.1:8088`, `[::1]:8088`, `localhost:8088`, and `:8088` or `*:8088` for every IPv4
/// address. Other host names are refused: a listener must not depend on a name server.
std::optional<Endpoint> parse_endpoint(std::string_view text);

/// With brackets where IPv6 needs them.
std::string to_text(const Endpoint& endpoint);

/// True if only programs of this machine can reach it.
bool is_loopback(const Endpoint& endpoint);

}  // namespace easel::config
