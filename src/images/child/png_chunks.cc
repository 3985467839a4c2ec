#include "images/child/png_chunks.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace easel::images {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t chunk_overhead = 4 + 4 + 4;  // length, type, CRC
constexpr std::string_view needed[] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};

std::size_t big32(std::string_view bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

}  // namespace

std::string only_pixel_chunks(std::string_view png) {
    std::string kept(png.substr(0, signature_bytes));
    std::string_view rest = png.substr(std::min(signature_bytes, png.size()));
    while (rest.size() >= chunk_overhead) {
        const std::size_t whole = chunk_overhead + big32(rest);
        if (whole > rest.size()) break;
        if (std::ranges::find(needed, rest.substr(4, 4)) != std::end(needed))
            kept += rest.substr(0, whole);
        rest.remove_prefix(whole);
    }
    return kept;
}

}  // namespace easel::images
