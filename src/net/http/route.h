#pragma once

#include <functional>
#include <string>
#include <vector>

#include "async/task.h"
#include "base/result.h"
#include "net/http/reply.h"
#include "net/http/request.h"

namespace easel::net::http {

/// How a caller proves who he is on a route.
enum class Carrier {
    none,          ///< public: health, the welcome page
    api_key,       ///< `Authorization: Bearer` or `api-key`
    local_or_key,  ///< like api_key, but a direct caller on this machine needs none
    signed_link,   ///< the address itself carries a signature, which the handler verifies
};

/// Whether pages of other origins may be let read the answers: a page that knows a key or a signed
/// address was given it. What is answered without such a proof, or because the browser runs on this
/// machine, is no page's business.
constexpr bool readable_by_pages(Carrier carrier) {
    return carrier == Carrier::api_key || carrier == Carrier::signed_link;
}

/// The least a caller must be.
enum class Role { anyone, user, admin };

/// Who may use a route. There is no default: a route without an Access does not compile.
class Access {
  public:
    constexpr Access(Carrier carrier, Role role) : carrier_(carrier), role_(role) {}
    constexpr Carrier carrier() const { return carrier_; }
    constexpr Role role() const { return role_; }

  private:
    Carrier carrier_;
    Role role_;
};

using Handler = std::function<Task<Reply>(Request&)>;

/// One line of the table that is the server's whole surface.
/// `path`: literal segments, `{name}` for one segment, `{name*}` last for the raw rest of the path.
struct Route {
    std::string method;
    std::string path;
    Access access;
    Handler handler;
};

/// The one choke point for authentication: asked before every handler, for every route.
class Gate {
  public:
    virtual ~Gate() = default;
    /// Lets the request through (and may fill `request.principal`) or says why not.
    virtual Result<void> admit(Request& request, const Access& access) = 0;
};

/// Renders what no handler could answer (no such route, wrong method, refused by the gate, too
/// large, a handler that threw) in the dialect of the path. Broken framing is not asked about: it
/// gets a bare status, since nothing of such a request can be trusted.
using ErrorRenderer = std::function<Reply(const Error& error, const Request& request)>;

}  // namespace easel::net::http
