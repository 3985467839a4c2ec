#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http/headers.h"

namespace easel::net::http {

/// Whose word about clients is believed. Immutable, any thread.
class TrustedProxies {
  public:
    /// Addresses or CIDR blocks, IPv4 or IPv6; `invalid_value` names the entry that is neither.
    static Result<TrustedProxies> parse(const std::vector<std::string>& entries);

    bool trusts(const boost::asio::ip::address& address) const;

    struct Origin {
        boost::asio::ip::address peer;
        std::string scheme = "http";
    };
    /// Who really asks. From an untrusted peer the forwarding headers are ignored; from a trusted
    /// one the rightmost address in X-Forwarded-For that is not itself trusted counts. An entry
    /// that is no address ends the search: what lies left of it is hearsay.
    Origin origin(const boost::asio::ip::address& peer, const Headers& headers) const;

  private:
    struct Block {
        boost::asio::ip::address_v6
            network;  // IPv4 as mapped, so that one comparison does for both
        unsigned prefix;
    };
    static Result<Block> parse_block(std::string_view entry);

    std::vector<Block> blocks_;
};

/// An IPv4 address that came through a dual-stack socket, as IPv4.
boost::asio::ip::address unmapped(const boost::asio::ip::address& address);

}  // namespace easel::net::http
