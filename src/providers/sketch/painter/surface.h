#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "providers/sketch/painter/canvas.h"
#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {

/// Red, green, blue, opacity: premultiplied, sRGB-encoded, 0 .. 1. One SIMD register.
using Lanes = float __attribute__((vector_size(16)));
struct Pixel {
    Lanes v = {0, 0, 0, 0};
    float alpha() const { return v[3]; }
};

/// How new paint meets what is there. `atop` colours only what is already painted.
enum class Blend { over, screen, atop };

/// The picture while it is being painted, and its measure: the shorter side is 1 unit long.
class Surface {
  public:
    Surface(int columns, int rows);

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    float width() const { return static_cast<float>(columns_) / scale_; }
    float height() const { return static_cast<float>(rows_) / scale_; }
    /// Pixels a unit.
    float scale() const { return scale_; }
    Pixel* row(int y) { return pixels_.data() + static_cast<std::ptrdiff_t>(y) * columns_; }
    const Pixel* row(int y) const {
        return pixels_.data() + static_cast<std::ptrdiff_t>(y) * columns_;
    }

    /// Rounds to 8 bits with an ordered dither: smooth skies without bands, and a regular pattern
    /// that still compresses.
    Canvas to_canvas() const;

  private:
    int columns_;
    int rows_;
    float scale_;
    std::vector<Pixel> pixels_;
};

/// `count` pixels of paint onto the row, as far as `coverage` (0 .. 1 each) says.
void blend_row(Pixel* row, const Pixel* paint, const float* coverage, int count, Blend blend);
/// The same with full coverage.
void blend_row(Pixel* row, const Pixel* paint, int count, Blend blend);

}  // namespace easel::providers::sketch
