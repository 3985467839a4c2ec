#pragma once

#include <vips/vips.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "images/wire.h"

namespace easel::images {

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
/// Null where libvips refused; its words are dropped (they may quote the picture).
using Image = std::unique_ptr<VipsImage, Unref>;

/// 8-bit RGBA rows, not copied: `pixels` must outlive the image.
Image from_rgba(std::span<const std::byte> pixels, order::Size size);

/// Opens with the one loader of `format`, never by guessing. `bytes` must outlive the image; pixels
/// are decoded when they are used.
Image load(order::Format format, std::string_view bytes);

/// Upright, 8-bit sRGB with 3 or 4 bands. Profiles are dropped unread, but for CMYK.
Image normalised(Image image);

/// Without anything that is no pixel: names, places, profiles, comments.
Image stripped(Image image);

/// Without its alpha channel if no pixel is transparent, or on white if `flatten`.
Image without_needless_alpha(Image image, bool flatten);

/// Decodes every pixel and keeps none: whether all of them are there.
bool decodes(const Image& image);

/// Encoded with no metadata at all; nullopt if decoding failed on the way or memory ran out.
std::optional<std::string> save(const Image& image, order::Format format, int quality);

/// Loads the profiles that CMYK pictures need.
bool warm_up_cmyk();

}  // namespace easel::images
