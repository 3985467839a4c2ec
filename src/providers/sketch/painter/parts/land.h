#pragma once

#include <string_view>

#include "providers/sketch/painter/parts/sky.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// One range of land: how deep it stands in the picture and what its edge looks like.
struct Range {
    float depth = 0;      ///< 0 far .. 1 near: its tone
    float base = 0;       ///< y of its middle height, units
    float amplitude = 0;  ///< of its edge, units
    float frequency = 1;  ///< features a unit
    bool peaked = false;
    std::uint64_t key = 0;
};

Skyline skyline_of(const Stage& stage, const Range& range);
/// The range as a body that fades into haze at `foot`.
void paint_range(Stage& stage, const Skyline& line, const Range& range, float foot);
/// Lit and shaded flanks, and snow on the tops if asked for.
void paint_flanks(Stage& stage, const Skyline& line, const Range& range, float light_x, bool snow);
/// Firs along the edge; the nearer, the larger.
void plant_firs(Stage& stage, const Skyline& line, const Range& range, float height,
                float per_unit);

/// Everything above `line` mirrored below it with ripples, tinted by `tone`.
void paint_reflection(Stage& stage, float line, Tone tone, float tint);

}  // namespace easel::providers::sketch
