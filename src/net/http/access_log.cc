#include "net/http/access_log.h"

#include <algorithm>

#include "base/text.h"
#include "observe/log.h"

namespace easel::net::http {
namespace {

constexpr std::size_t client_id_bytes_max = 512;

/// `X-Client-Request-Id`, if it is of the form that its inventor documents.
std::string_view client_id(const Request& request) {
    const std::string_view id = request.headers.get("x-client-request-id").value_or("");
    return id.size() <= client_id_bytes_max ? id : std::string_view();
}

std::string shown_target(const Request& request) {
    if (request.query.empty()) return request.path;
    return request.path + '?' + masked_query(request.query);
}

}  // namespace

std::string masked_query(std::string_view query) {
    std::string masked;
    for (const std::string_view pair : split(query, '&')) {
        if (!masked.empty()) masked += '&';
        const std::size_t equals = pair.find('=');
        // A lone word may be a value as well as a name.
        masked +=
            equals == std::string_view::npos ? "*" : std::string(pair.substr(0, equals)) + "=*";
    }
    return masked;
}

void log_access(const Request& request, const Outcome& outcome) {
    const auto ms = std::chrono::duration<double, std::milli>(outcome.took).count();
    observe::log(observe::Level::info, "request",
                 {{"method", request.method},
                  {"path", shown_target(request)},
                  {"status", outcome.status},
                  {"in", outcome.bytes_in},
                  {"out", outcome.bytes_out},
                  {"ms", static_cast<double>(static_cast<std::int64_t>(ms * 1000)) / 1000},
                  {"peer", request.peer},
                  {"id", request.id},
                  {"key", request.principal},
                  {"note", request.note},
                  {"client_id", client_id(request)}});
}

}  // namespace easel::net::http
