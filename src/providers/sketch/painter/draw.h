#pragma once

#include <functional>
#include <vector>

#include "providers/sketch/painter/brush.h"
#include "providers/sketch/painter/mask.h"
#include "providers/sketch/painter/path.h"
#include "providers/sketch/painter/surface.h"

namespace easel::providers::sketch {

void fill(Surface& surface, const Path& path, const Brush& brush, Blend blend = Blend::over);
void fill(Surface& surface, const Mask& mask, const Brush& brush, Blend blend = Blend::over);
/// The part of `path` that lies within `limits`.
void fill_within(Surface& surface, const Mask& limits, const Path& path, const Brush& brush,
                 Blend blend = Blend::over);
/// A box with hard edges at whole pixels; units.
void wash(Surface& surface, Vec2 top_left, Vec2 bottom_right, const Brush& brush,
          Blend blend = Blend::over);
void wash_all(Surface& surface, const Brush& brush, Blend blend = Blend::over);
/// A disc whose edge is `softness` units wide (at least a pixel).
void disc(Surface& surface, Vec2 centre, float radius, const Brush& brush, float softness = 0,
          Blend blend = Blend::over);
/// Light that spreads from a point.
void glow(Surface& surface, Vec2 centre, float radius, Tone tone, Blend blend = Blend::screen);

/// The upper edge of land: a height (y, units) for each column of the surface.
class Skyline {
  public:
    Skyline(const Surface& surface, const std::function<float(float)>& y_at);
    /// At `x` units, clipped to the surface.
    float at(float x) const;
    float highest() const { return highest_; }
    float lowest() const { return lowest_; }
    const std::vector<float>& columns() const { return y_; }

  private:
    float scale_;
    float highest_;
    float lowest_;
    std::vector<float> y_;
};

/// All below the line, down to `bottom` units.
void fill_below(Surface& surface, const Skyline& line, float bottom, const Brush& brush,
                Blend blend = Blend::over);
/// Paint of one tone with an opacity of its own at each pixel of a box (`opacity` takes units).
void mist(Surface& surface, Vec2 top_left, Vec2 bottom_right, const Brush& brush,
          const std::function<float(float, float)>& opacity, Blend blend = Blend::over);

}  // namespace easel::providers::sketch
