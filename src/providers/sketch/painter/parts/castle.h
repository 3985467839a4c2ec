#pragma once

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// Whether windows shine: at night and when the light goes.
bool lamps_lit(const Stage& stage);

/// One of several plans of walls, keeps and towers, varied and perhaps mirrored by the seed.
/// `foot` is the middle of its ground line, `reach` how high the picture lets shapes rise.
void paint_castle(Stage& stage, Vec2 foot, float reach);
/// How far its gate is from the middle.
float castle_gate(const Stage& stage, float reach);

}  // namespace easel::providers::sketch
