#pragma once

#include <cstdint>
#include <vector>

namespace easel::providers::sketch {

/// A finished picture: `width * height` pixels of red, green, blue, opacity; 8 bits each, straight
/// (not premultiplied), rows from the top without padding.
struct Canvas {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

}  // namespace easel::providers::sketch
