#pragma once

#include <vector>

#include "providers/sketch/painter/scene.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// Rain, snow and mist in front of the scene, if the words ask for them. Backdrop layers: a cut-out
/// subject has no weather.
std::vector<Layer> weather_layers(const Stage& stage);

}  // namespace easel::providers::sketch
