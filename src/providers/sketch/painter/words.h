#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "providers/sketch/painter/palette.h"
#include "providers/sketch/painter/scene.h"

namespace easel::providers::sketch {

/// Weather, lights and time that lie over any scene.
struct Signs {
    bool sun = false;
    bool moon = false;
    bool stars = false;
    bool clouds = false;
    bool rain = false;
    bool snow = false;
    bool mist = false;
    bool birds = false;
};

/// What the words ask for. Empty members are the painter's own choice.
struct Reading {
    const Scene* scene = nullptr;    ///< the main thing
    const Scene* setting = nullptr;  ///< the place behind a figure
    std::string_view palette;        ///< by mood or time of day
    std::vector<Hue> hues;           ///< at most two
    Signs signs;
    std::vector<std::string_view> found;  ///< each known word, once, in order

    bool has(std::initializer_list<std::string_view> any_of) const;
};

/// Reads English (whole words, any case, plural or not) and Chinese (longest match first) out of
/// UTF-8 text. Broken UTF-8 is skipped; only the first 16 KiB count.
Reading read_words(std::string_view prompt);

}  // namespace easel::providers::sketch
