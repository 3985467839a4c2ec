#pragma once

#include <zlib.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/file.h"

namespace easel::images::testing {

// Pictures made by hand, byte by byte, for what no encoder would write.

inline std::string big32(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift & 0xFF);
    return out;
}
inline std::string little32(std::uint32_t value) {
    const std::string big = big32(value);
    return {big.rbegin(), big.rend()};
}

/// A PNG chunk with the right length and CRC.
inline std::string png_chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    const auto crc =
        ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big32(static_cast<std::uint32_t>(data.size())) + body +
           big32(static_cast<std::uint32_t>(crc));
}

/// 8-bit RGB; `pixels` is what stands in IDAT.
inline std::string png(std::uint32_t width, std::uint32_t height, std::string_view pixels,
                       const std::string& further_chunks = "") {
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1a\n"s +
           png_chunk("IHDR", big32(width) + big32(height) + "\x08\x02\0\0\0"s) + further_chunks +
           png_chunk("IDAT", pixels) + png_chunk("IEND", "");
}

inline std::string deflated(const std::string& bytes) {
    std::string out(::compressBound(bytes.size()), '\0');
    uLongf length = out.size();
    ::compress(reinterpret_cast<Bytef*>(out.data()), &length,
               reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    out.resize(length);
    return out;
}

/// A JPEG with a size and whatever as its scan.
inline std::string jpeg(int width, int height, const std::string& scan) {
    const auto two = [](int value) {
        return std::string{static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
    };
    return "\xFF\xD8\xFF\xC0" + two(11) + "\x08" + two(height) + two(width) + "\x01" +
           std::string("\x01\x11\x00", 3) + "\xFF\xDA" + two(8) + "\x01" +
           std::string("\x01\x00\x00\x3F\x00", 5) + scan + "\xFF\xD9";
}

inline std::string webp_chunk(std::string_view tag, std::string data) {
    const auto length = static_cast<std::uint32_t>(data.size());
    if (length % 2 != 0) data += '\0';
    return std::string(tag) + little32(length) + data;
}
inline std::string webp(const std::string& chunks) {
    return "RIFF" + little32(static_cast<std::uint32_t>(chunks.size() + 4)) + "WEBP" + chunks;
}
/// The canvas of an extended WebP, without flags.
inline std::string webp_canvas(std::uint32_t width, std::uint32_t height) {
    return webp_chunk("VP8X", std::string(4, '\0') + little32(width - 1).substr(0, 3) +
                                  little32(height - 1).substr(0, 3));
}

inline std::string test_file(const std::string& name) {
    const auto path = std::filesystem::path(EASEL_SOURCE_DIR) / "src/images/testdata" / name;
    const Result<std::string> bytes = read_file(path, 1 << 20);
    return bytes ? *bytes : "";
}

}  // namespace easel::images::testing
