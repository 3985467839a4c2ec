#pragma once

#include <vector>

#include "providers/sketch/painter/scene.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// The last touch over the whole picture: corners a little darker, old paper a little grainy.
std::vector<Layer> finishing_layers(const Stage& stage);

}  // namespace easel::providers::sketch
