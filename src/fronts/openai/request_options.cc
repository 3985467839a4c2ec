#include "fronts/openai/request_options.h"

#include "base/text.h"

namespace easel::fronts::openai {

Result<order::Policy> policy_of(const net::http::Request& request, order::Policy fallback) {
    const auto strict = request.headers.get("x-easel-strict");
    if (!strict) return fallback;
    if (iequals(*strict, "true")) return order::Policy::strict;
    if (iequals(*strict, "false")) return order::Policy::lenient;
    return failed(
        fail(ErrorKind::invalid_value, "The header 'x-easel-strict' takes 'true' or 'false'.")
            .on("x-easel-strict"));
}

Result<void> expect_json(const net::http::Request& request) {
    const auto refuse = [] {
        return failed(
            fail(ErrorKind::unsupported_content_type,
                 "Unsupported content type: send 'Content-Type: application/json' in UTF-8."));
    };
    const auto type = request.headers.get("content-type");
    if (!type) return refuse();
    const auto pieces = split(*type, ';');
    if (!iequals(trim(pieces.front()), "application/json")) return refuse();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const auto parameter = to_lower(trim(pieces[i]));
        if (parameter.starts_with("charset=") && parameter != "charset=utf-8" &&
            parameter != "charset=\"utf-8\"")
            return refuse();
    }
    return {};
}

}  // namespace easel::fronts::openai
