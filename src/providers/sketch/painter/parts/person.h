#pragma once

#include "providers/sketch/painter/parts/model.h"

namespace easel::providers::sketch {

enum class Hair { long_straight, wavy, bob, bun, curls, cropped, parted, none };
enum class Collar { round, open, polo_neck, jacket };

/// What a person of a flat portrait looks like: always a grown-up, always dressed.
struct Look {
    Tone skin;
    Tone hair_tone;
    Tone lips;
    Tone cloth;
    Tone second;  ///< shirt under a jacket, hat band
    Hair hair = Hair::bob;
    Collar collar = Collar::round;
    bool square_jaw = false;
    bool lashes = false;
    bool beard = false;
    bool glasses = false;
    bool hat = false;
    bool earrings = false;
};

Look look_of(const Stage& stage);

// Parts of a person from back to front. The model's (0, 0) is the middle of the face; its 1 is
// about the shorter side of the picture.
/// The edge of the hair over the brow.
Path fringe(Hair hair);
void paint_hair_behind(Model& figure, const Look& look);
void paint_clothes(Model& figure, const Look& look);
void paint_head(Model& figure, const Look& look);
void paint_features(Model& figure, const Look& look);
void paint_glasses(Model& figure, const Look& look);
void paint_hair_before(Model& figure, const Look& look);
void paint_extras(Model& figure, const Look& look);

}  // namespace easel::providers::sketch
