#pragma once

#include <array>
#include <initializer_list>

#include "providers/sketch/painter/numbers.h"
#include "providers/sketch/painter/surface.h"
#include "providers/sketch/painter/tone.h"

namespace easel::providers::sketch {

/// A tone at a place (0 .. 1) of a gradient.
struct Stop {
    float at = 0;
    Tone tone;
};

/// What paint looks like at each point: one tone, or a gradient along a line or out of a centre.
/// Gradients are mixed in OKLab and tabulated once.
class Brush {
  public:
    Brush(Tone flat);  // NOLINT(google-explicit-constructor): a tone is the plainest brush
    /// From point to point; beyond them the end tones go on.
    static Brush linear(Vec2 from, Vec2 to, std::initializer_list<Stop> stops);
    static Brush vertical(float top, float bottom, Tone from, Tone to);
    static Brush radial(Vec2 centre, float radius, std::initializer_list<Stop> stops);
    /// Light around a centre: strongest there, gone at `radius`.
    static Brush glow(Vec2 centre, float radius, Tone tone);

    /// Paint for `count` pixels from column `x` in row `y`, on a surface of `scale` pixels a unit.
    void shade_row(int x, int y, int count, float scale, Pixel* out) const;

  private:
    enum class Kind { flat, linear, radial };
    static constexpr int steps = 96;

    Brush() = default;
    void tabulate(std::initializer_list<Stop> stops);
    Lanes look_up(float t) const;

    Kind kind_ = Kind::flat;
    Vec2 origin_;
    Vec2 axis_;  ///< linear: (to - from) / length^2; radial: x is 1 / radius
    std::array<Pixel, steps + 2> table_;
};

}  // namespace easel::providers::sketch
