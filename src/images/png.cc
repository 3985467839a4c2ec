#include <zlib.h>

#include "images/formats.h"

namespace easel::images {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t chunk_overhead = 4 + 4 + 4;  // length, type, CRC
constexpr std::size_t header_chunk_bytes = 13;
// A million chunks of nothing cost more to walk than to send; encoders write a few thousand.
constexpr int chunks_max = 65'536;

constexpr std::uint32_t type(const char (&name)[5]) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | static_cast<std::uint8_t>(name[i]);
    return value;
}

enum Color : std::uint8_t { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgb_alpha = 6 };

/// W3C PNG table 8: which depths go with which colour type.
bool legal_depth(std::uint8_t color, std::uint8_t depth) {
    switch (color) {
        case grey:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case palette:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case rgb:
        case grey_alpha:
        case rgb_alpha:
            return depth == 8 || depth == 16;
        default:
            return false;
    }
}

std::uint32_t crc_of(ByteWindow& bytes, std::size_t offset, std::size_t length) {
    uLong crc = ::crc32(0, nullptr, 0);
    while (length > 0) {
        const std::string_view piece = bytes.piece(offset).substr(0, length);
        if (piece.empty()) return 0;
        crc = ::crc32(crc, reinterpret_cast<const Bytef*>(piece.data()),
                      static_cast<uInt>(piece.size()));
        offset += piece.size();
        length -= piece.size();
    }
    return static_cast<std::uint32_t>(crc);
}

struct Chunk {
    std::uint32_t type = 0;
    std::size_t data = 0;  ///< offset
    std::size_t length = 0;
};

Result<Chunk> chunk_at(ByteWindow& bytes, std::size_t offset) {
    if (!bytes.has(offset, chunk_overhead)) return failed(not_a_picture("PNG: cut off"));
    const Chunk chunk{bytes.big32(offset + 4), offset + 8, bytes.big32(offset)};
    if (!bytes.has(offset, chunk_overhead + chunk.length))
        return failed(not_a_picture("PNG: cut off in a chunk"));
    return chunk;
}

Result<void> check_crc(ByteWindow& bytes, const Chunk& chunk) {
    if (crc_of(bytes, chunk.data - 4, chunk.length + 4) != bytes.big32(chunk.data + chunk.length))
        return failed(not_a_picture("PNG: wrong CRC"));
    return {};
}

struct Header {
    PictureInfo info;
    std::uint8_t color = 0;
};

Result<Header> read_header(ByteWindow& bytes, const PictureLimits& limits) {
    TRY(const Chunk chunk, chunk_at(bytes, signature_bytes));
    if (chunk.type != type("IHDR") || chunk.length != header_chunk_bytes)
        return failed(not_a_picture("PNG: no header"));
    CHECK_OK(check_crc(bytes, chunk));
    const std::uint32_t width = bytes.big32(chunk.data);
    const std::uint32_t height = bytes.big32(chunk.data + 4);
    if (width > INT32_MAX || height > INT32_MAX) return failed(not_a_picture("PNG: bad size"));
    Header header;
    header.info.format = order::Format::png;
    header.info.size = {static_cast<int>(width), static_cast<int>(height)};
    header.color = bytes.byte(chunk.data + 9);
    header.info.has_alpha = header.color == grey_alpha || header.color == rgb_alpha;
    CHECK_OK(check_size(header.info.size, limits));
    const bool legal = legal_depth(header.color, bytes.byte(chunk.data + 8)) &&
                       bytes.byte(chunk.data + 10) == 0 && bytes.byte(chunk.data + 11) == 0 &&
                       bytes.byte(chunk.data + 12) <= 1;
    if (!legal) return failed(not_a_picture("PNG: bad header"));
    return header;
}

}  // namespace

Result<PictureInfo> inspect_png(ByteWindow& bytes, const PictureLimits& limits) {
    TRY(Header header, read_header(bytes, limits));
    bool has_palette = false;
    bool has_pixels = false;
    std::size_t offset = signature_bytes + chunk_overhead + header_chunk_bytes;
    for (int count = 0; count < chunks_max; ++count) {
        TRY(const Chunk chunk, chunk_at(bytes, offset));
        CHECK_OK(check_crc(bytes, chunk));
        has_palette = has_palette || chunk.type == type("PLTE");
        has_pixels = has_pixels || chunk.type == type("IDAT");
        header.info.has_alpha = header.info.has_alpha || chunk.type == type("tRNS");
        if (chunk.type == type("IHDR")) return failed(not_a_picture("PNG: two headers"));
        offset = chunk.data + chunk.length + 4;
        if (chunk.type == type("IEND")) {
            if (!has_pixels || (header.color == palette && !has_palette))
                return failed(not_a_picture("PNG: no pixels"));
            header.info.bytes = offset;
            return header.info;
        }
    }
    return failed(not_a_picture("PNG: too many chunks"));
}

}  // namespace easel::images
