#include "images/formats.h"

namespace easel::images {
namespace {

constexpr std::size_t frame_header_bytes = 8;  // length, precision, height, width, components
// 16 million segments of nothing would cost more to walk than to send.
constexpr int segments_max = 65'536;

bool is_frame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}
/// Baseline, extended and progressive Huffman coding: what decoders decode. Lossless, hierarchical
/// and arithmetic coding is for nobody.
bool is_known_frame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xC2;
}
/// Markers without a length: TEM and the restarts.
bool stands_alone(std::uint8_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/// Offset of the FF that begins the next marker in entropy-coded data, or the file's size.
std::size_t end_of_scan(ByteWindow& bytes, std::size_t offset) {
    for (;;) {
        const std::string_view piece = bytes.piece(offset);
        if (piece.empty()) return bytes.size();
        const std::size_t found = piece.find('\xFF');
        if (found == std::string_view::npos) {
            offset += piece.size();
            continue;
        }
        offset += found;
        const std::uint8_t next = bytes.byte(offset + 1);
        // FF 00 is a data byte, FF FF is padding, restarts belong to the scan.
        if (next == 0xFF) {
            offset += 1;
        } else if (next == 0x00 || stands_alone(next)) {
            offset += 2;
        } else {
            return offset;
        }
    }
}

/// A walk over the markers. Each step moves past one of them.
class Walk {
  public:
    Walk(ByteWindow& bytes, const PictureLimits& limits) : bytes_(bytes), limits_(limits) {
        info_.format = order::Format::jpeg;
    }

    Result<PictureInfo> run() {
        for (;;) {
            while (bytes_.byte(offset_) == 0xFF && bytes_.byte(offset_ + 1) == 0xFF)
                ++offset_;
            if (!bytes_.has(offset_, 2) || bytes_.byte(offset_) != 0xFF)
                return failed(not_a_picture("JPEG: no marker where one must be, or cut off"));
            const std::uint8_t marker = bytes_.byte(offset_ + 1);
            offset_ += 2;
            if (marker == 0xD9) break;
            if (stands_alone(marker)) continue;
            CHECK_OK(segment(marker));
        }
        if (!scanned_) return failed(not_a_picture("JPEG: no pixels"));
        info_.bytes = offset_;
        return info_;
    }

  private:
    Result<void> segment(std::uint8_t marker) {
        const std::size_t length = bytes_.big16(offset_);
        if (marker < 0xC0 || marker == 0xD8) return failed(not_a_picture("JPEG: odd marker"));
        if (length < 2 || !bytes_.has(offset_, length))
            return failed(not_a_picture("JPEG: cut off in a segment"));
        if (++segments_ > segments_max) return failed(not_a_picture("JPEG: too many segments"));
        if (is_frame(marker)) {
            CHECK_OK(frame(marker, length));
        }
        offset_ += length;
        if (marker != 0xDA) return {};
        if (!framed_) return failed(not_a_picture("JPEG: pixels before their size"));
        scanned_ = true;
        offset_ = end_of_scan(bytes_, offset_);
        return {};
    }

    Result<void> frame(std::uint8_t marker, std::size_t length) {
        if (framed_ || !is_known_frame(marker) || length < frame_header_bytes)
            return failed(not_a_picture("JPEG: a frame of an unknown kind"));
        framed_ = true;
        info_.size.height = static_cast<int>(bytes_.big16(offset_ + 3));
        info_.size.width = static_cast<int>(bytes_.big16(offset_ + 5));
        return check_size(info_.size, limits_);
    }

    ByteWindow& bytes_;
    const PictureLimits& limits_;
    PictureInfo info_{};
    std::size_t offset_ = 2;
    int segments_ = 0;
    bool framed_ = false;
    bool scanned_ = false;
};

}  // namespace

Result<PictureInfo> inspect_jpeg(ByteWindow& bytes, const PictureLimits& limits) {
    return Walk(bytes, limits).run();
}

}  // namespace easel::images
