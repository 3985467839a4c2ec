#pragma once

#include <string_view>

namespace easel::net::http {

constexpr bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// RFC 3986 section 2.3: characters that mean the same with and without percent-encoding.
constexpr bool is_unreserved(char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// What may stand in a field value: visible ASCII, space and tab. Control characters and bytes from
/// 0x80 up are where parsers disagree, so nothing here accepts them.
constexpr bool is_field_character(char c) {
    return (c >= 0x20 && c < 0x7f) || c == '\t';
}

/// RFC 9110 section 5.6.2; true for one character or more.
constexpr bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    for (const char c : text)
        if (!is_alphanumeric(c) && marks.find(c) == std::string_view::npos) return false;
    return !text.empty();
}

/// Value of a hex digit, -1 if it is none.
constexpr int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace easel::net::http
