#include "fronts/gate.h"

#include "base/text.h"
#include "net/http/authority.h"

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

bool may(accounts::Role role, Role needed) {
    return needed != Role::admin || role == accounts::Role::admin;
}

}  // namespace

Result<void> KeyGate::admit(Request& request, const net::http::Access& access) {
    if (access.carrier() == Carrier::none || access.carrier() == Carrier::signed_link) return {};
    // A page in a browser on this machine connects from here too, by a name that its author made
    // lead here; so where no key is asked for, the name must be that of this machine.
    const bool by_own_name = net::http::names_loopback(request.host);
    if (access.carrier() == Carrier::local_or_key && request.peer_is_loopback && by_own_name)
        return {};
    if (!keys_.asked_for() && !by_own_name)
        return failed(fail(ErrorKind::permission_denied,
                           "Without keys, easel answers only under the name of its own machine, "
                           "such as 127.0.0.1 or localhost. Set API_MASTER_KEY to a key to use "
                           "another name."));

    TRY(const accounts::Principal caller, keys_.authenticate(presented_key(request), request.peer));
    request.principal = caller.key.get();
    if (!may(caller.role, access.role()))
        return failed(fail(ErrorKind::permission_denied, "This key may not do that."));
    return {};
}

}  // namespace easel::fronts
