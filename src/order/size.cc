#include "order/size.h"

#include "base/text.h"

namespace easel::order {
namespace {

constexpr std::uint64_t side_max = 16'384;
constexpr std::uint64_t pixels_max = 64ULL << 20;
constexpr std::uint64_t ratio_max = 100;

Error bad_size(std::string_view text) {
    return fail(ErrorKind::invalid_value,
                "Invalid value for 'size': '" + printable(text, 40) +
                    "'. Supported values are 'auto', 'WIDTHxHEIGHT' (for example '1024x1024') and "
                    "'W:H' (for example '3:2').")
        .on("size");
}

struct Pair {
    std::uint64_t width;
    std::uint64_t height;
};

std::optional<Pair> read_pair(std::string_view text, char separator, std::uint64_t most) {
    const auto sides = split(text, separator);
    if (sides.size() != 2) return std::nullopt;
    const auto width = parse_decimal(sides[0]);
    const auto height = parse_decimal(sides[1]);
    if (!width || !height || *width == 0 || *height == 0) return std::nullopt;
    if (*width > most || *height > most) return std::nullopt;
    return Pair{*width, *height};
}

}  // namespace

std::string to_text(Size size) {
    return std::to_string(size.width) + 'x' + std::to_string(size.height);
}

Result<SizeWish> parse_size(std::string_view text) {
    if (text == "auto") return AutoSize();
    if (const auto ratio = read_pair(text, ':', ratio_max))
        return Ratio{static_cast<int>(ratio->width), static_cast<int>(ratio->height)};
    const auto exact = read_pair(text, 'x', side_max);
    if (!exact || exact->width * exact->height > pixels_max) return failed(bad_size(text));
    return Size{static_cast<int>(exact->width), static_cast<int>(exact->height)};
}

std::string to_text(const SizeWish& wish) {
    if (const auto* exact = std::get_if<Size>(&wish)) return to_text(*exact);
    if (const auto* ratio = std::get_if<Ratio>(&wish))
        return std::to_string(ratio->width) + ':' + std::to_string(ratio->height);
    return "auto";
}

}  // namespace easel::order
