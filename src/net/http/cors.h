#pragma once

#include <string>
#include <vector>

#include "net/http/headers.h"
#include "net/http/reply.h"

namespace easel::net::http {

/// Lets pages of the configured origins read an answer (contract section 0): the allowed origin,
/// and one by one the headers that clients look at. Does nothing for requests of other origins.
void add_cors(const std::vector<std::string>& origins, const Headers& request, Headers& reply);

/// Answers OPTIONS for a path that knows `methods`: the headers that the browser asks for are
/// allowed as long as they are well-formed, since the SDKs keep adding new ones and none of them
/// has power here. Needs no key: browsers send none with a preflight.
Reply preflight(const std::vector<std::string>& methods, const Headers& request);

/// `GET, HEAD, OPTIONS`.
std::string join_methods(const std::vector<std::string>& methods);

}  // namespace easel::net::http
