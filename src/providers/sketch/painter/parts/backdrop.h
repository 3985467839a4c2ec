#pragma once

#include <vector>

#include "providers/sketch/painter/scene.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// What lies behind a figure: the place that the words name, veiled so that the figure stands out,
/// or a quiet meadow under the sky. All of it backdrop.
void add_backdrop(std::vector<Layer>& layers, const Stage& stage);

/// A quiet studio wall: a gradient, lighter around `centre`.
void paint_wall(Stage& stage, Vec2 centre, float radius);
/// The light of something on that wall that reaches from one height to another.
Brush wall_light(const Stage& stage, float from, float to);
/// The wall with a large disc of light.
void paint_studio(Stage& stage, Vec2 centre, float radius);

}  // namespace easel::providers::sketch
