#pragma once

#include <vector>

#include "providers/sketch/painter/scene.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// The sun or the moon of a picture.
struct Luminary {
    Vec2 at;
    float radius = 0;
    bool moon = false;
    bool shown = true;
};

/// Where it stands above a horizon (y, units): the same for every layer that asks.
Luminary luminary(const Stage& stage, float horizon);

/// Sky down to `horizon` with all that is in it: gradient, stars, sun or moon, clouds, birds.
void add_sky(std::vector<Layer>& layers, const Stage& stage, float horizon);

/// Only the gradient; the rest of the picture below the horizon gets its last tone.
void paint_gradient_sky(Stage& stage, float horizon);
void paint_luminary(Stage& stage, const Luminary& light);
void paint_stars(Stage& stage, float horizon, float density);

}  // namespace easel::providers::sketch
