#include "providers/sketch/painter/noise.h"

#include <algorithm>

#include "providers/sketch/painter/random.h"

namespace easel::providers::sketch {
namespace {

float corner(int ix, int iy, float dx, float dy, std::uint64_t seed) {
    const auto a = static_cast<std::uint32_t>(ix);
    const auto b = static_cast<std::uint32_t>(iy);
    const std::uint64_t h = scramble(((static_cast<std::uint64_t>(a) << 32) | b) ^ seed);
    // 16 directions on the unit circle, so that no grid shows.
    static constexpr auto directions = [] {
        std::array<Vec2, 16> out{};
        for (int i = 0; i < 16; ++i)
            out[static_cast<std::size_t>(i)] = direction(static_cast<float>(i) / 16.0F);
        return out;
    }();
    return dot(directions[h >> 60], {dx, dy});
}

float fade(float t) {
    return t * t * t * (t * (t * 6.0F - 15.0F) + 10.0F);
}

}  // namespace

float noise(float x, float y, std::uint64_t seed) {
    const int ix = floor_int(x);
    const int iy = floor_int(y);
    const float dx = x - static_cast<float>(ix);
    const float dy = y - static_cast<float>(iy);
    const float u = fade(dx);
    const float top = mix(corner(ix, iy, dx, dy, seed), corner(ix + 1, iy, dx - 1, dy, seed), u);
    const float low =
        mix(corner(ix, iy + 1, dx, dy - 1, seed), corner(ix + 1, iy + 1, dx - 1, dy - 1, seed), u);
    return 1.45F * mix(top, low, fade(dy));
}

float cloud_noise(float x, float y, int octaves, std::uint64_t seed) {
    float sum = 0;
    float strength = 1;
    float total = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += strength * noise(x, y, seed + static_cast<std::uint64_t>(i));
        total += strength;
        x = x * 2.0F + 17.3F;
        y = y * 2.0F + 9.1F;
        strength *= 0.5F;
    }
    return sum / total;
}

float ridge_noise(float x, float y, int octaves, std::uint64_t seed) {
    float sum = 0;
    float strength = 1;
    float total = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += strength * (1.0F - absolute(noise(x, y, seed + static_cast<std::uint64_t>(i))));
        total += strength;
        x = x * 2.1F + 5.7F;
        y = y * 2.1F + 3.3F;
        strength *= 0.42F;
    }
    return sum / total;
}

Field::Field(float width, float height, float density,
             const std::function<float(float, float)>& function)
    : columns_(std::max(2, floor_int(width * density) + 2)),
      rows_(std::max(2, floor_int(height * density) + 2)),
      density_(density) {
    samples_.reserve(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column)
            samples_.push_back(
                function(static_cast<float>(column) / density, static_cast<float>(row) / density));
}

float Field::at(float x, float y) const {
    const float cx = clamp(x * density_, 0, static_cast<float>(columns_ - 1) - 0.001F);
    const float cy = clamp(y * density_, 0, static_cast<float>(rows_ - 1) - 0.001F);
    const int ix = static_cast<int>(cx);
    const int iy = static_cast<int>(cy);
    const float fx = cx - static_cast<float>(ix);
    const float fy = cy - static_cast<float>(iy);
    const float u = fx * fx * (3.0F - 2.0F * fx);
    const float* p = samples_.data() + static_cast<std::ptrdiff_t>(iy) * columns_ + ix;
    const float top = mix(p[0], p[1], u);
    const float low = mix(p[columns_], p[columns_ + 1], u);
    return mix(top, low, fy * fy * (3.0F - 2.0F * fy));
}

}  // namespace easel::providers::sketch
