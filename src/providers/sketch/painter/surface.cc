#include "providers/sketch/painter/surface.h"

#include <algorithm>
#include <array>

namespace easel::providers::sketch {
namespace {

constexpr Lanes splat(float x) {
    return Lanes{x, x, x, x};
}

void put(Pixel& under, Lanes paint, Blend blend) {
    switch (blend) {
        case Blend::over:
            under.v = paint + under.v * splat(1.0F - paint[3]);
            break;
        case Blend::screen:
            under.v = paint + under.v - paint * under.v;
            break;
        case Blend::atop: {
            const float alpha = under.v[3];
            under.v = paint * splat(alpha) + under.v * splat(1.0F - paint[3]);
            under.v[3] = alpha;
            break;
        }
    }
}

constexpr int dither_side = 8;

/// Bayer's matrix as thresholds 0 .. 1: bit-interleaved, reversed x ^ y and y.
constexpr auto dither_matrix = [] {
    std::array<float, dither_side * dither_side> out{};
    for (unsigned y = 0; y < dither_side; ++y)
        for (unsigned x = 0; x < dither_side; ++x) {
            unsigned value = 0;
            for (unsigned bit = 0; bit < 3; ++bit)
                value |= ((((x ^ y) >> bit) & 1U) << (5 - 2 * bit)) |
                         (((y >> bit) & 1U) << (4 - 2 * bit));
            out[y * dither_side + x] = (static_cast<float>(value) + 0.5F) / 64.0F;
        }
    return out;
}();

std::uint8_t round_8_bit(float x, float threshold) {
    const int value = static_cast<int>(x * 255.0F + threshold);
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

}  // namespace

Surface::Surface(int columns, int rows)
    : columns_(columns),
      rows_(rows),
      scale_(static_cast<float>(std::min(columns, rows))),
      pixels_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

Canvas Surface::to_canvas() const {
    Canvas out{columns_, rows_, std::vector<std::uint8_t>(pixels_.size() * 4)};
    std::uint8_t* to = out.rgba.data();
    for (int y = 0; y < rows_; ++y) {
        const Pixel* from = row(y);
        const float* thresholds = dither_matrix.data() + (y % dither_side) * dither_side;
        for (int x = 0; x < columns_; ++x, ++from, to += 4) {
            const float alpha = from->alpha();
            // Opacity is rounded plainly: a dithered edge would leave specks in cut-outs.
            to[3] = round_8_bit(alpha, 0.5F);
            if (to[3] == 0) continue;
            const Lanes straight = alpha >= 0.9999F ? from->v : from->v / splat(alpha);
            const float threshold = thresholds[x % dither_side];
            to[0] = round_8_bit(straight[0], threshold);
            to[1] = round_8_bit(straight[1], threshold);
            to[2] = round_8_bit(straight[2], threshold);
        }
    }
    return out;
}

void blend_row(Pixel* row, const Pixel* paint, const float* coverage, int count, Blend blend) {
    for (int i = 0; i < count; ++i)
        if (coverage[i] > 0) put(row[i], paint[i].v * splat(coverage[i]), blend);
}

void blend_row(Pixel* row, const Pixel* paint, int count, Blend blend) {
    for (int i = 0; i < count; ++i)
        put(row[i], paint[i].v, blend);
}

}  // namespace easel::providers::sketch
