#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace easel::mock {

/// A plain gradient as PNG, the same bytes for the same words and size; another prompt gives
/// another gradient.
Result<std::string> gradient_png(std::string_view words, int width, int height);

/// A well-formed PNG head that claims this size, without the pixels: what a decoder must refuse
/// before it takes memory for them.
std::string hollow_png(std::uint32_t width, std::uint32_t height);

/// The bytes, packed as `Content-Encoding: gzip` announces it; zeros shrink to a thousandth.
std::string gzip(std::string_view bytes);

}  // namespace easel::mock
