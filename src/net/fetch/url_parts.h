#pragma once

#include <string>

#include "base/result.h"

namespace easel::net::fetch {

/// What a decision about an address needs of a URL, read by the same parser that will send it.
struct UrlParts {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< lower case; numeric IPv4 in dotted form, IPv6 in brackets
    std::string port;    ///< always given
    bool has_user = false;

    bool on_default_port() const { return port == (scheme == "https" ? "443" : "80"); }
    bool same_origin(const UrlParts& other) const {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
};

/// `invalid_value` for anything but an absolute http or https URL of sensible length.
Result<UrlParts> parse_url(const std::string& url);

/// `reference` (absolute or relative, as in a Location header) seen from `base`. The result is an
/// absolute http or https URL, else `invalid_value`.
Result<std::string> resolve_url(const std::string& base, const std::string& reference);

}  // namespace easel::net::fetch
