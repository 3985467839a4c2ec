#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easel {

/// Lower-case hex.
std::string to_hex(std::string_view bytes);

/// Standard base64 with padding and without line breaks.
std::string to_base64(std::string_view bytes);
/// Strict: standard alphabet, exact padding, nothing else; nullopt otherwise.
std::optional<std::string> from_base64(std::string_view text);

/// Length of to_base64 for so many bytes.
constexpr std::size_t base64_length(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}

/// Percent-encodes all but RFC 3986 unreserved characters, so a value fits a query or form.
std::string percent_encode(std::string_view text);
/// Decodes %XX once; nullopt on a broken escape. `+` stays `+`.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace easel
