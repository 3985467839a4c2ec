#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace easel::fronts::files {

struct ByteRange {
    std::size_t first = 0;
    std::size_t length = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Reads `Range: bytes=a-b`, `a-` or `-n` against a file of `size` bytes (RFC 9110, section 14).
/// nullopt where the header is to be ignored: another unit, several ranges, no range at all.
/// `range_not_satisfiable` when it lies outside the file.
Result<std::optional<ByteRange>> parse_range(std::string_view header, std::size_t size);

}  // namespace easel::fronts::files
