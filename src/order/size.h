#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace easel::order {

/// Pixels.
struct Size {
    int width = 0;
    int height = 0;
    friend auto operator<=>(const Size&, const Size&) = default;
};

/// `1024x1024`.
std::string to_text(Size size);

struct AutoSize {
    friend auto operator<=>(const AutoSize&, const AutoSize&) = default;
};
/// `W:H`, both 1..100 and in lowest terms or not, as the caller wrote it.
struct Ratio {
    int width = 1;
    int height = 1;
    friend auto operator<=>(const Ratio&, const Ratio&) = default;
};

/// What a caller may ask for.
using SizeWish = std::variant<AutoSize, Size, Ratio>;

/// Reads `auto`, `WxH` (1..16384 each, lower-case x, ASCII digits, no leading zero) or `W:H`.
/// Anything else, and a side or a product above the limits, is `invalid_value` on `size`.
Result<SizeWish> parse_size(std::string_view text);

/// As the caller would write it: for warnings.
std::string to_text(const SizeWish& wish);

}  // namespace easel::order
