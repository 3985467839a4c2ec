#pragma once

#include <string>

#include "net/http/request.h"

namespace easel::fronts {

/// The address under which callers reach easel, without a slash at its end: the configured one,
/// else the one that this caller used. Only for links in the answer to this very request.
inline std::string public_address(const std::string& configured,
                                  const net::http::Request& request) {
    if (!configured.empty()) return configured;
    return request.scheme + "://" + request.host;
}

}  // namespace easel::fronts
