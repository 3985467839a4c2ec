#pragma once

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// Bands of drifting vapour or flat-bottomed heaps, as the dice and the weather want it.
void paint_clouds(Stage& stage, float horizon);

}  // namespace easel::providers::sketch
