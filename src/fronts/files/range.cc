#include "fronts/files/range.h"

#include <algorithm>

#include "base/text.h"

namespace easel::fronts::files {

Result<std::optional<ByteRange>> parse_range(std::string_view header, std::size_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return std::nullopt;
    const auto ends = split(trim(header.substr(unit.size())), '-');
    if (ends.size() != 2 || (ends[0].empty() && ends[1].empty())) return std::nullopt;
    const auto first = parse_decimal(ends[0]);
    const auto last = parse_decimal(ends[1]);
    if ((!first && !ends[0].empty()) || (!last && !ends[1].empty())) return std::nullopt;
    if (first && last && *last < *first) return std::nullopt;

    const bool outside = first ? *first >= size : last.value_or(0) == 0 || size == 0;
    if (outside)
        return failed(fail(ErrorKind::range_not_satisfiable, "The range lies outside the file."));
    if (!first) {
        const std::size_t length = std::min<std::uint64_t>(last.value_or(0), size);
        return ByteRange{size - length, length};
    }
    const std::uint64_t end = last ? std::min<std::uint64_t>(*last, size - 1) : size - 1;
    return ByteRange{*first, end - *first + 1};
}

}  // namespace easel::fronts::files
