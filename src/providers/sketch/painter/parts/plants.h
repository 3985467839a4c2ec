#pragma once

#include "providers/sketch/painter/path.h"
#include "providers/sketch/painter/random.h"

namespace easel::providers::sketch {

/// A fir with hanging tiers; `foot` is the middle of the trunk at the ground.
Path fir(Vec2 foot, float height, Random& random);
/// A trunk with a few bare boughs, thinner upwards.
Path bare_trunk(Vec2 foot, float height, float width, Random& random);
/// The crown of a leafy tree: an uneven round.
Path crown(Vec2 centre, float radius, Random& random);
/// A tuft of blades.
Path tuft(Vec2 foot, float height, Random& random);

}  // namespace easel::providers::sketch
