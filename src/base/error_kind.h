#pragma once

#include <string_view>

namespace easel {

/// What went wrong, in the vocabulary that callers see. One enumerator a wire code; the table in
/// error_kind.cc gives each its HTTP status, its type and code, and whether a client may send the
/// same request again. Names follow OpenAI's images API wherever it has one.
enum class ErrorKind {
    // The request as bytes.
    invalid_request,
    invalid_json,
    invalid_utf8,
    json_too_deep,
    duplicate_json_key,
    request_too_large,
    uri_too_long,
    headers_too_large,
    unsupported_content_type,
    request_timeout,
    expectation_failed,
    not_implemented,
    // The request as parameters.
    missing_parameter,
    unknown_parameter,
    invalid_type,
    invalid_value,
    empty_string,
    string_too_long,
    integer_below_min,
    integer_above_max,
    // The caller.
    missing_api_key,
    invalid_api_key,
    permission_denied,
    login_throttled,
    // The thing asked for.
    unknown_url,
    not_found,
    model_not_found,
    method_not_supported,
    range_not_satisfiable,
    // The safety policy.
    moderation_blocked,
    mature_not_enabled,
    safety_unavailable,
    // Pictures.
    invalid_image_file,
    image_too_large,
    // Upstreams. `unreachable`: no byte of the request was accepted, so sending it again is safe.
    // `outcome_unknown`: the request may have been accepted, so nobody sends it again blindly.
    upstream_unreachable,
    upstream_outcome_unknown,
    upstream_error,
    upstream_bad_response,
    upstream_auth_error,
    upstream_rate_limited,
    generation_timeout,
    // easel itself.
    queue_full,
    overloaded,
    backend_unavailable,
    shutting_down,
    storage_unavailable,
    cancelled,
    internal_error,
};

enum class Blame { caller, upstream, easel };

/// How one kind looks on the wire. `code` is empty where the contract says null.
struct ErrorTraits {
    ErrorKind kind;
    int status;
    std::string_view type;
    std::string_view code;
    Blame blame;
    bool client_may_retry;  ///< value of `x-should-retry`
};

/// Never fails: every enumerator has a row, which a static_assert proves.
const ErrorTraits& traits(ErrorKind kind);

}  // namespace easel
