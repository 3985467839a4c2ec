#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {

/// Smooth gradient noise over the plane, about -1 .. 1, by default one feature a unit.
float noise(float x, float y, std::uint64_t seed);
/// `octaves` of noise, each twice as fine and half as strong; about -1 .. 1.
float cloud_noise(float x, float y, int octaves, std::uint64_t seed);
/// Like cloud_noise, with sharp crests: 0 .. 1. Mountains.
float ridge_noise(float x, float y, int octaves, std::uint64_t seed);

/// A function of the plane, sampled coarsely once and read cheaply for each pixel.
class Field {
  public:
    /// Samples `function` over [0, width] x [0, height] units, `density` samples a unit.
    Field(float width, float height, float density,
          const std::function<float(float, float)>& function);
    /// Between the samples by smooth interpolation; outside the nearest edge.
    float at(float x, float y) const;

  private:
    int columns_;
    int rows_;
    float density_;
    std::vector<float> samples_;
};

}  // namespace easel::providers::sketch
