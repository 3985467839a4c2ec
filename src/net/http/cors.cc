#include "net/http/cors.h"

#include <algorithm>

#include "base/text.h"
#include "net/http/syntax.h"

namespace easel::net::http {
namespace {

constexpr const char* exposed =
    "x-request-id, retry-after, retry-after-ms, x-should-retry, x-ratelimit-limit-requests, "
    "x-ratelimit-remaining-requests, x-ratelimit-reset-requests";
constexpr const char* usual_headers = "authorization, content-type, api-key";

/// What the browser wants to send, tidied; the usual ones if it does not say or says nonsense.
std::string allowed_headers(const Headers& request) {
    const auto wanted = request.get("access-control-request-headers");
    if (!wanted) return usual_headers;
    std::string allowed;
    for (const std::string_view name : split(*wanted, ',')) {
        if (!is_token(trim(name))) return usual_headers;
        if (!allowed.empty()) allowed += ", ";
        allowed += to_lower(trim(name));
    }
    return allowed;
}

}  // namespace

void add_cors(const std::vector<std::string>& origins, const Headers& request, Headers& reply) {
    if (origins.empty()) return;
    const bool anyone = std::ranges::find(origins, "*") != origins.end();
    if (!anyone) reply.add("vary", "Origin");
    const auto origin = request.get("origin");
    if (!origin || (!anyone && std::ranges::find(origins, *origin) == origins.end())) return;
    reply.set("access-control-allow-origin", anyone ? "*" : std::string(*origin));
    reply.set("access-control-expose-headers", exposed);
}

Reply preflight(const std::vector<std::string>& methods, const Headers& request) {
    Reply reply = Reply::empty(204);
    const std::string list = join_methods(methods);
    reply.headers.add("allow", list);
    if (!request.has("origin")) return reply;
    reply.headers.add("access-control-allow-methods", list);
    reply.headers.add("access-control-allow-headers", allowed_headers(request));
    reply.headers.add("access-control-max-age", "7200");
    return reply;
}

std::string join_methods(const std::vector<std::string>& methods) {
    std::string list;
    for (const std::string& method : methods)
        list += (list.empty() ? "" : ", ") + method;
    return list;
}

}  // namespace easel::net::http
