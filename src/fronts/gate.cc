#include "fronts/gate.h"

#include "base/text.h"

namespace easel::fronts {
namespace {

using net::http::Carrier;
using net::http::Request;
using net::http::Role;

// `Authorization: Bearer` first, then Azure's `api-key`. Nothing else carries a key: not the query,
// not a cookie.
std::optional<std::string_view> presented_key(const Request& request) {
    constexpr std::string_view scheme = "bearer ";
    if (const auto authorization = request.headers.get("authorization")) {
        if (authorization->size() > scheme.size() &&
            iequals(authorization->substr(0, scheme.size()), scheme))
            return trim(authorization->substr(scheme.size()));
        return std::nullopt;
    }
    return request.headers.get("api-key");
}

// A proxy on this machine speaks for strangers, so a forwarded request is never a local one.
bool is_direct_local_call(const Request& request) {
    return request.peer_is_loopback && !request.headers.has("x-forwarded-for") &&
           !request.headers.has("forwarded") && !request.headers.has("x-real-ip");
}

bool may(accounts::Role role, Role needed) {
    return needed != Role::admin || role == accounts::Role::admin;
}

}  // namespace

Result<void> KeyGate::admit(Request& request, const net::http::Access& access) {
    if (access.carrier() == Carrier::none || access.carrier() == Carrier::signed_link) return {};
    if (access.carrier() == Carrier::local_or_key && is_direct_local_call(request)) return {};

    TRY(const accounts::Principal caller, keys_.authenticate(presented_key(request), request.peer));
    request.principal = caller.key.get();
    if (!may(caller.role, access.role()))
        return failed(fail(ErrorKind::permission_denied, "This key may not do that."));
    return {};
}

}  // namespace easel::fronts
