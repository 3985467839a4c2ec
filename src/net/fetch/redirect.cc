#include "net/fetch/redirect.h"

#include "base/text.h"
#include "net/fetch/url_parts.h"

namespace easel::net::fetch {
namespace {

bool redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Error bad_redirect(const char* why) {
    return fail(ErrorKind::upstream_bad_response, "The upstream redirected the call to nowhere.")
        .because(why);
}

/// Only what describes the picture wanted; everything else may be a credential.
void keep_harmless(std::vector<Header>& headers) {
    std::erase_if(headers, [](const Header& header) {
        return !iequals(header.first, "accept") && !iequals(header.first, "user-agent");
    });
}

/// The operator named one origin. Its plain and its encrypted door count as one; another port of
/// the same machine is another service.
bool same_service(const UrlParts& from, const UrlParts& to) {
    const bool usual_doors = from.on_default_port() && to.on_default_port();
    return from.same_origin(to) || (from.host == to.host && usual_doors);
}

}  // namespace

Result<std::optional<Request>> next_hop(const Request& asked, const Reply& reply) {
    if (!redirects(reply.status) || (asked.method != "GET" && asked.method != "HEAD"))
        return std::nullopt;
    const std::string location = reply.header("location");
    if (location.empty()) return std::nullopt;
    if (asked.redirects_max <= 0) return failed(bad_redirect("too many redirects"));

    const Result<std::string> url = resolve_url(asked.url, location);
    if (!url) return failed(bad_redirect("location is no http(s) URL"));
    TRY(const UrlParts from, parse_url(asked.url));
    TRY(const UrlParts to, parse_url(*url));
    if (to.has_user && !(from.has_user && from.same_origin(to)))
        return failed(bad_redirect("location holds a user name"));

    Request next = asked;
    next.url = *url;
    next.redirects_max = asked.redirects_max - 1;
    if (!to.same_origin(from)) keep_harmless(next.headers);
    if (!same_service(from, to)) next.reach = Reach::public_only;
    return next;
}

}  // namespace easel::net::fetch
