#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "order/image_order.h"

namespace easel::images {

/// What the headers of an encoded picture say.
struct PictureInfo {
    order::Format format;
    order::Size size;
    std::size_t bytes = 0;     ///< of the picture itself, to its end mark
    std::size_t trailing = 0;  ///< bytes of the file after it, which belong to no picture
    bool has_alpha = false;    ///< it can be transparent; whether it is, only its pixels know

    friend bool operator==(const PictureInfo&, const PictureInfo&) = default;
};

/// Caps on what easel touches at all. Above: `image_too_large`.
struct PictureLimits {
    int side_max = 16'384;
    std::size_t pixels_max = 64U * 1024 * 1024;  ///< 256 MiB decoded
    std::size_t bytes_max = 64_MiB;
    int frames_max = 64;  ///< of an animation; only the first one is ever used
};

/// `image/png` and so on.
std::string_view mime(order::Format format);

/// Bytes that `sniff` wants to see; fewer are fine at the end of a short file.
constexpr std::size_t sniff_bytes = 16;

/// The format by content, whatever a name or a header claims; nullopt for everything but PNG, JPEG
/// and WebP.
std::optional<order::Format> sniff(std::string_view prefix);

/// Reads an encoded picture's headers and walks its structure to the end without decoding it: so a
/// cut-off answer, an error page or a pixel bomb is caught before anything is spent on it. PNG:
/// each chunk and its CRC to IEND. JPEG: each segment and scan to EOI. WebP: each chunk within the
/// RIFF size. Bytes after the end of the picture are allowed and counted (`trailing`): cut the file
/// to `bytes` before it is handed on. That the structure is whole says nothing of the pixels in it
/// (see Pixels::check). `invalid_image_file` or `image_too_large`, with fixed messages.
/// `storage_unavailable` if it cannot be read. Reads the file at its own offsets; about 1 ms of CPU
/// a MiB, so files want an Offload.
Result<PictureInfo> inspect(int fd, const PictureLimits& limits = {});
Result<PictureInfo> inspect(std::string_view bytes, const PictureLimits& limits = {});

/// Whether a picture of this size is within the limits; else `image_too_large`.
Result<void> check_size(order::Size size, const PictureLimits& limits = {});

}  // namespace easel::images
