#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/file.h"

namespace easel::net::http {

/// A listening socket on `address` (IPv4, IPv6 or "localhost"); port 0 lets the kernel choose.
/// Closed on exec like every socket here: a child that kept one would hold the port after its
/// parent's death. `internal_error` whose message says what the operator can do.
Result<Fd> listen_on(const std::string& address, std::uint16_t port);

std::uint16_t bound_port(int listener);

struct Accepted {
    enum class Outcome {
        connection,
        none,       ///< nobody is waiting
        exhausted,  ///< no descriptor or memory left: wait before the next try
    };
    Outcome outcome = Outcome::none;
    Fd socket;
    boost::asio::ip::address peer;
};

/// Takes one waiting connection, without blocking.
Accepted accept_one(int listener);

}  // namespace easel::net::http
