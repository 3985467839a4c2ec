#pragma once

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

enum class Bloom { daisy, tulip, poppy, lavender, rose, sunflower, lotus };

/// The kind that the words name, or one by chance.
Bloom bloom_for(const Stage& stage, Random& random);
/// The colour of that kind: the words' first, then nature's and the palette's.
Tone bloom_tone(const Stage& stage, Bloom bloom, Random& random);
/// A flower head around `at`, about `radius` large, seen from the front.
void paint_bloom(Stage& stage, Bloom bloom, Vec2 at, float radius, Tone tone, Random& random);
/// Stem and leaves from `foot` up to `head`.
void paint_stem(Stage& stage, Vec2 foot, Vec2 head, float width, Tone tone, Random& random);

}  // namespace easel::providers::sketch
