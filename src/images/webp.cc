#include "images/formats.h"

namespace easel::images {
namespace {

constexpr std::size_t riff_header_bytes = 12;
constexpr std::size_t chunk_header_bytes = 8;
constexpr int chunks_max = 4'096;

constexpr std::uint32_t tag(const char (&name)[5]) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = value << 8 | static_cast<std::uint8_t>(name[i]);
    return value;
}

struct Chunk {
    std::uint32_t tag = 0;
    std::size_t data = 0;  ///< offset
    std::size_t length = 0;
};

/// The size in a lossy frame's header: 3 bytes of tag, the start code, 14 bits for each side.
Result<order::Size> lossy_size(ByteWindow& bytes, const Chunk& chunk) {
    const bool key_frame = (bytes.byte(chunk.data) & 1) == 0;
    if (chunk.length < 10 || !key_frame || bytes.little24(chunk.data + 3) != 0x2A019D)
        return failed(not_a_picture("WebP: bad lossy frame"));
    return order::Size{static_cast<int>(bytes.little16(chunk.data + 6) & 0x3FFF),
                       static_cast<int>(bytes.little16(chunk.data + 8) & 0x3FFF)};
}

Result<order::Size> lossless_size(ByteWindow& bytes, const Chunk& chunk, bool& alpha) {
    const std::uint32_t bits = bytes.little32(chunk.data + 1);
    if (chunk.length < 5 || bytes.byte(chunk.data) != 0x2F || bits >> 29 != 0)
        return failed(not_a_picture("WebP: bad lossless frame"));
    alpha = alpha || (bits >> 28 & 1) != 0;
    return order::Size{static_cast<int>(bits & 0x3FFF) + 1,
                       static_cast<int>(bits >> 14 & 0x3FFF) + 1};
}

/// A walk over the chunks of the container.
class Walk {
  public:
    Walk(ByteWindow& bytes, const PictureLimits& limits) : bytes_(bytes), limits_(limits) {
        info_.format = order::Format::webp;
    }

    Result<PictureInfo> run() {
        const std::size_t end = bytes_.little32(4) + chunk_header_bytes;
        if (end > bytes_.size()) return failed(not_a_picture("WebP: cut off"));
        std::size_t offset = riff_header_bytes;
        for (int count = 0; offset < end; ++count) {
            const Chunk chunk{bytes_.little32(offset), offset + chunk_header_bytes,
                              bytes_.little32(offset + 4)};
            // Chunks are padded to even lengths; some writers forget the last pad byte.
            const std::size_t after = chunk.data + chunk.length;
            if (count == chunks_max || chunk.data > end || after > end)
                return failed(not_a_picture("WebP: a chunk beyond the end"));
            CHECK_OK(take(chunk, count == 0));
            offset = after + (chunk.length & 1);
        }
        if (!pixels_) return failed(not_a_picture("WebP: no pixels"));
        info_.bytes = end;
        return info_;
    }

  private:
    Result<void> take(const Chunk& chunk, bool first) {
        switch (chunk.tag) {
            case tag("VP8X"):
                return first ? canvas(chunk) : failed(not_a_picture("WebP: two canvases"));
            case tag("ANMF"):
                return animation_frame(chunk);
            case tag("VP8 "):
            case tag("VP8L"):
                return still(chunk);
            default:
                return {};
        }
    }

    Result<void> canvas(const Chunk& chunk) {
        if (chunk.length < 10) return failed(not_a_picture("WebP: bad canvas"));
        canvas_ = true;
        info_.has_alpha = (bytes_.byte(chunk.data) & 0x10) != 0;
        info_.size = {static_cast<int>(bytes_.little24(chunk.data + 4)) + 1,
                      static_cast<int>(bytes_.little24(chunk.data + 7)) + 1};
        return check_size(info_.size, limits_);
    }

    Result<void> animation_frame(const Chunk& chunk) {
        if (!canvas_ || chunk.length < 16 + chunk_header_bytes)
            return failed(not_a_picture("WebP: bad frame"));
        if (++frames_ > limits_.frames_max) return failed(too_large());
        pixels_ = true;
        return {};
    }

    Result<void> still(const Chunk& chunk) {
        if (pixels_) return failed(not_a_picture("WebP: two pictures"));
        pixels_ = true;
        const bool lossy = chunk.tag == tag("VP8 ");
        bool alpha = false;
        TRY(const order::Size size,
            lossy ? lossy_size(bytes_, chunk) : lossless_size(bytes_, chunk, alpha));
        if (canvas_ && size != info_.size) return failed(not_a_picture("WebP: two sizes"));
        info_.size = size;
        if (!canvas_) info_.has_alpha = alpha;
        return check_size(size, limits_);
    }

    ByteWindow& bytes_;
    const PictureLimits& limits_;
    PictureInfo info_{};
    bool canvas_ = false;
    bool pixels_ = false;
    int frames_ = 0;
};

}  // namespace

Result<PictureInfo> inspect_webp(ByteWindow& bytes, const PictureLimits& limits) {
    return Walk(bytes, limits).run();
}

}  // namespace easel::images
