#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easel {

/// Without ASCII white space at both ends.
std::string_view trim(std::string_view text);

/// ASCII only: `Content-Type` equals `content-type`.
bool iequals(std::string_view a, std::string_view b);
std::string to_lower(std::string_view text);

/// Split at each `separator`; n separators give n + 1 pieces, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// Decimal digits only, no sign, no spaces, no leading zero but "0" itself; nullopt on overflow.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms, no NUL exception).
bool valid_utf8(std::string_view text);
/// Code points in well-formed UTF-8.
std::size_t count_code_points(std::string_view utf8);
/// At most `max_bytes`, cut at a character boundary.
std::string_view utf8_prefix(std::string_view utf8, std::size_t max_bytes);

/// Printable and bounded, for logs: control characters and broken bytes as \xNN, at most
/// `max_bytes`.
std::string printable(std::string_view bytes, std::size_t max_bytes = 4096);

}  // namespace easel
