#pragma once

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

enum class Ears { pointed, tall, floppy, rabbit, round, upright, sideways };
enum class Tail { slim, bushy, tassel, none };
enum class Horns { none, bull, antlers };

/// What makes one seated animal differ from another.
struct Beast {
    Ears ears = Ears::pointed;
    Tail tail = Tail::slim;
    float muzzle = 0;  ///< length of the face, 0 cat .. 1 wolf
    Tone coat;
    Tone chest;           ///< chest and muzzle
    Tone mark;            ///< tips of the ears, socks, stripes, mane
    bool cheeks = false;  ///< pale pointed cheeks
    bool stripes = false;
    bool mane = false;
    bool patches = false;  ///< dark around the eyes and on the limbs
    bool hoofs = false;    ///< and the long face that goes with them
    bool spots = false;    ///< blotches in the tone of the marks
    Horns horns = Horns::none;
};

/// Sits with its paws at `foot` and looks at the viewer; `size` is its height without ears.
void paint_beast(Stage& stage, const Beast& beast, Vec2 foot, float size);

}  // namespace easel::providers::sketch
