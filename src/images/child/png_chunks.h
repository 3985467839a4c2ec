#pragma once

#include <string>
#include <string_view>

namespace easel::images {

/// A PNG without every chunk that no pixel needs: the decoder would inflate what a stranger packed
/// into them. Cut off where the container is not sound.
std::string only_pixel_chunks(std::string_view png);

}  // namespace easel::images
