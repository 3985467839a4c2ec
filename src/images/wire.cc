#include "images/wire.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace easel::images {
namespace {

constexpr std::size_t field_count = 7;
constexpr std::uint64_t verb_max = std::to_underlying(PixelWork::Verb::check);

std::optional<order::Format> format_at(std::uint64_t number) {
    const auto format = static_cast<order::Format>(number);
    return format <= order::Format::webp ? std::optional(format) : std::nullopt;
}

}  // namespace

std::string to_wire(const PixelWork& work) {
    const std::array<int, field_count> fields{std::to_underlying(work.verb),
                                              std::to_underlying(work.source),
                                              work.size.width,
                                              work.size.height,
                                              std::to_underlying(work.target),
                                              work.quality,
                                              static_cast<int>(work.flatten)};
    std::string text;
    for (const int field : fields)
        text += std::to_string(field) + ' ';
    text.pop_back();
    return text;
}

std::optional<PixelWork> from_wire(std::string_view text) {
    const std::vector<std::string_view> words = split(text, ' ');
    if (words.size() != field_count) return std::nullopt;
    std::array<std::uint64_t, field_count> fields{};
    for (std::size_t i = 0; i < field_count; ++i) {
        const std::optional<std::uint64_t> number = parse_decimal(words[i]);
        if (!number || *number > INT32_MAX) return std::nullopt;
        fields[i] = *number;
    }
    const auto source = format_at(fields[1]);
    const auto target = format_at(fields[4]);
    if (fields[0] > verb_max || !source || !target || fields[5] < 1 || fields[5] > 100)
        return std::nullopt;
    return PixelWork{.verb = static_cast<PixelWork::Verb>(fields[0]),
                     .source = *source,
                     .size = {static_cast<int>(fields[2]), static_cast<int>(fields[3])},
                     .target = *target,
                     .quality = static_cast<int>(fields[5]),
                     .flatten = fields[6] != 0};
}

}  // namespace easel::images
