#include "net/http/request.h"

#include "base/encoding.h"
#include "base/text.h"

namespace easel::net::http {
namespace {

std::optional<std::string> decode_form(std::string_view text) {
    return percent_decode(replace_all(std::string(text), "+", " "));
}

}  // namespace

Task<Result<std::string>> BodyReader::read_all(std::size_t max_bytes) {
    if (const auto rest = bytes_left(); rest && *rest > max_bytes)
        co_return failed(fail(ErrorKind::request_too_large, "The request body is too large."));
    std::string all;
    for (;;) {
        CO_TRY(const std::string some, co_await read_some());
        if (some.empty()) co_return all;
        if (some.size() > max_bytes - all.size())
            co_return failed(fail(ErrorKind::request_too_large, "The request body is too large."));
        all += some;
    }
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (const std::string_view pair : split(query, '&')) {
        const std::size_t equals = pair.find('=');
        if (decode_form(pair.substr(0, equals)) != name) continue;
        if (equals == std::string_view::npos) return std::string();
        return decode_form(pair.substr(equals + 1));
    }
    return std::nullopt;
}

}  // namespace easel::net::http
