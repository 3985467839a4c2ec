#include "images/child/webp_chunks.h"

#include <cstdint>

namespace easel::images {
namespace {

constexpr std::size_t riff_header_bytes = 12;
constexpr std::size_t chunk_header_bytes = 8;
// VP8X: ICC profile, EXIF, XMP (RFC 9649, 2.7).
constexpr unsigned metadata_flags = 0x20 | 0x08 | 0x04;

std::size_t little32(std::string_view bytes) {
    std::size_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

std::string to_little32(std::size_t value) {
    std::string out;
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(value >> shift & 0xFF);
    return out;
}

bool is_metadata(std::string_view tag) {
    return tag == "EXIF" || tag == "XMP " || tag == "ICCP";
}

}  // namespace

std::optional<std::string> without_metadata(std::string_view webp) {
    if (webp.size() < riff_header_bytes) return std::nullopt;
    std::string chunks;
    std::string_view rest = webp.substr(riff_header_bytes);
    while (rest.size() >= chunk_header_bytes) {
        const std::size_t length = little32(rest.substr(4));
        const std::size_t whole = chunk_header_bytes + length + (length & 1);
        if (whole > rest.size()) return std::nullopt;
        const std::string_view tag = rest.substr(0, 4);
        if (!is_metadata(tag)) {
            const std::size_t start = chunks.size();
            chunks += rest.substr(0, whole);
            char& flags = chunks[start + chunk_header_bytes];
            if (tag == "VP8X" && length > 0) flags = static_cast<char>(flags & ~metadata_flags);
        }
        rest.remove_prefix(whole);
    }
    return "RIFF" + to_little32(4 + chunks.size()) + "WEBP" + chunks;
}

}  // namespace easel::images
