#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easel::images {

/// A WebP file without its EXIF, XMP and ICC chunks: the encoder of libvips 8.14 writes EXIF
/// whatever it is told. nullopt if `webp` is not a sound container.
std::optional<std::string> without_metadata(std::string_view webp);

}  // namespace easel::images
