#include "base/error_kind.h"

#include <algorithm>
#include <iterator>

#include "base/assert.h"

namespace easel {
namespace {

constexpr std::string_view request = "invalid_request_error";
constexpr std::string_view user = "image_generation_user_error";
constexpr std::string_view server = "image_generation_server_error";
constexpr std::string_view limit = "rate_limit_error";
constexpr std::string_view unavailable = "service_unavailable_error";

using enum ErrorKind;
using enum Blame;

constexpr ErrorTraits table[] = {
    {invalid_request, 400, request, "bad_request", caller, false},
    {invalid_json, 400, request, "invalid_json", caller, false},
    {invalid_utf8, 400, request, "invalid_utf8", caller, false},
    {json_too_deep, 400, request, "json_too_deep", caller, false},
    {duplicate_json_key, 400, request, "duplicate_json_key", caller, false},
    {request_too_large, 413, request, "request_too_large", caller, false},
    {uri_too_long, 414, request, "uri_too_long", caller, false},
    {headers_too_large, 431, request, "headers_too_large", caller, false},
    {unsupported_content_type, 415, request, "unsupported_content_type", caller, false},
    {request_timeout, 408, request, "request_timeout", caller, true},
    {expectation_failed, 417, request, "expectation_failed", caller, false},
    {not_implemented, 501, request, "not_implemented", caller, false},

    {missing_parameter, 400, request, "missing_required_parameter", caller, false},
    {unknown_parameter, 400, request, "unknown_parameter", caller, false},
    {invalid_type, 400, request, "invalid_type", caller, false},
    {invalid_value, 400, request, "invalid_value", caller, false},
    {empty_string, 400, request, "empty_string", caller, false},
    {string_too_long, 400, request, "string_above_max_length", caller, false},
    {integer_below_min, 400, request, "integer_below_min_value", caller, false},
    {integer_above_max, 400, request, "integer_above_max_value", caller, false},

    {missing_api_key, 401, request, "", caller, false},
    {invalid_api_key, 401, request, "invalid_api_key", caller, false},
    {permission_denied, 403, request, "permission_denied", caller, false},
    {login_throttled, 429, limit, "login_throttled", caller, true},

    {unknown_url, 404, request, "", caller, false},
    {not_found, 404, request, "not_found", caller, false},
    {model_not_found, 404, request, "model_not_found", caller, false},
    {method_not_supported, 405, request, "method_not_supported", caller, false},
    {range_not_satisfiable, 416, request, "range_not_satisfiable", caller, false},

    {moderation_blocked, 400, user, "moderation_blocked", caller, false},
    {mature_not_enabled, 403, request, "mature_not_enabled", caller, false},
    {safety_unavailable, 503, unavailable, "safety_unavailable", easel, true},

    {invalid_image_file, 400, user, "invalid_image_file", caller, false},
    {image_too_large, 400, user, "image_too_large", caller, false},

    {upstream_unreachable, 502, server, "upstream_error", upstream, true},
    {upstream_outcome_unknown, 502, server, "upstream_outcome_unknown", upstream, false},
    {upstream_error, 502, server, "upstream_error", upstream, false},
    {upstream_bad_response, 502, server, "upstream_bad_response", upstream, false},
    {upstream_auth_error, 502, server, "upstream_auth_error", upstream, false},
    {upstream_rate_limited, 503, unavailable, "backend_unavailable", upstream, true},
    {generation_timeout, 504, server, "generation_timeout", upstream, false},

    {queue_full, 429, limit, "queue_full", easel, true},
    {overloaded, 503, unavailable, "overloaded", easel, true},
    {backend_unavailable, 503, unavailable, "backend_unavailable", easel, true},
    {shutting_down, 503, unavailable, "shutting_down", easel, true},
    {storage_unavailable, 503, unavailable, "storage_unavailable", easel, true},
    {cancelled, 409, request, "conflict", caller, false},
    {internal_error, 500, server, "internal_error", easel, false},
};

constexpr bool each_kind_has_its_own_row() {
    for (std::size_t i = 0; i < std::size(table); ++i)
        if (static_cast<std::size_t>(table[i].kind) != i) return false;
    return std::size(table) == static_cast<std::size_t>(internal_error) + 1;
}
static_assert(each_kind_has_its_own_row(), "rows stand in the order of the enumerators");

}  // namespace

const ErrorTraits& traits(ErrorKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    EASEL_ASSERT(index < std::size(table));
    return table[index];
}

}  // namespace easel
