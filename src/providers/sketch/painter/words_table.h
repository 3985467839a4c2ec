#pragma once

#include <span>
#include <string_view>

#include "providers/sketch/painter/palette.h"
#include "providers/sketch/painter/words.h"

namespace easel::providers::sketch {

struct HueWord {
    std::string_view word;
    Hue hue;
};
struct SignWord {
    std::string_view word;
    bool Signs::* sign;
};
struct PaletteWord {
    std::string_view word;
    std::string_view palette;
    /// Style and mood outrank the time of day.
    int weight = 1;
};

std::span<const HueWord> hue_words();
std::span<const SignWord> sign_words();
std::span<const PaletteWord> palette_words();
/// Words that only steer a scene ("old", "hat", "teapot"): known so that Chinese text is cut
/// rightly.
std::span<const std::string_view> detail_words();

}  // namespace easel::providers::sketch
