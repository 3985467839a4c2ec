#include "mock/http.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"

namespace easel::mock {
namespace {

std::string form_decode(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return percent_decode(spaced).value_or("");
}

}  // namespace

std::string HttpRequest::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (iequals(key, name)) return value;
    return "";
}

std::vector<std::pair<std::string, std::string>> form_fields(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> fields;
    if (text.empty()) return fields;
    for (const std::string_view pair : split(text, '&')) {
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::size_t value = std::min(equals + 1, pair.size());
        fields.emplace_back(form_decode(pair.substr(0, equals)), form_decode(pair.substr(value)));
    }
    return fields;
}

std::string form_value(std::string_view text, std::string_view name) {
    for (auto& [key, value] : form_fields(text))
        if (key == name) return std::move(value);
    return "";
}

}  // namespace easel::mock
