#pragma once

#include <array>
#include <span>
#include <string_view>

#include "providers/sketch/painter/random.h"
#include "providers/sketch/painter/tone.h"

namespace easel::providers::sketch {

/// The tones of one picture, by the part they play.
struct Palette {
    std::string_view name;
    bool night = false;
    std::array<Tone, 4> sky;     ///< from the zenith to the horizon
    Tone light;                  ///< the disc of sun or moon
    Tone glow;                   ///< the light around it
    Tone far;                    ///< land in the distance
    Tone near;                   ///< land at the viewer's feet
    std::array<Tone, 3> accent;  ///< strong colours for small things
    Tone ink;                    ///< the darkest
    Tone paper;                  ///< the lightest

    /// Land at a depth: 0 far .. 1 near.
    Tone land(float depth) const;
    /// The sky at a height: 0 zenith .. 1 horizon.
    Tone sky_at(float height) const;
};

/// The hand-made palettes.
std::span<const Palette> palettes();
/// The palette of that name; the first one if there is none.
const Palette& palette_named(std::string_view name);

/// A colour that the words ask for. Grey words have chroma 0.
struct Hue {
    float degrees = 0;
    float chroma = 0.15F;
    float lightness = 0.6F;
};

/// The same harmony with each hue shifted a little, so that no two seeds share their tones.
Palette jittered(const Palette& palette, Random random);
/// Drawn towards the colours asked for: the first rules the sky and the land unless a second one
/// takes the land. `strength` 0 .. 1 for the large areas; the accents take the colours fully.
Palette tinted(const Palette& palette, std::span<const Hue> hues, float strength);
/// The tone with the hue turned by `degrees`.
Tone turned(Tone t, float degrees);

}  // namespace easel::providers::sketch
