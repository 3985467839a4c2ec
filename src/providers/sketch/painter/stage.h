#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "providers/sketch/painter/draw.h"
#include "providers/sketch/painter/palette.h"
#include "providers/sketch/painter/random.h"
#include "providers/sketch/painter/words.h"

namespace easel::providers::sketch {

/// All that a layer needs: the picture, what the words say, the colours and the dice. Belongs to
/// one call of paint(); not shared between threads.
class Stage {
  public:
    Stage(int columns, int rows, Reading words, Palette colours, std::uint64_t key)
        : surface(columns, rows),
          reading(std::move(words)),
          palette(std::move(colours)),
          key_(key) {}

    Surface surface;
    const Reading reading;
    const Palette palette;

    float w() const { return surface.width(); }
    float h() const { return surface.height(); }
    /// How high shapes may reach: the height, but no more than 1.6 times the shorter side.
    float reach() const { return min(h(), 1.6F); }
    /// Chance of its own for each purpose.
    Random random(std::string_view purpose) const { return Random(key_, purpose); }
    std::uint64_t noise_key(std::string_view purpose) const { return hash_text(purpose, key_); }
    /// The colour that the words give to the main thing, or `otherwise`.
    Tone subject_tone(Tone otherwise) const {
        return reading.hues.empty() ? otherwise
                                    : tone_lch(reading.hues[0].lightness, reading.hues[0].chroma,
                                               reading.hues[0].degrees);
    }
    bool has(std::initializer_list<std::string_view> any_of) const { return reading.has(any_of); }

  private:
    std::uint64_t key_;
};

}  // namespace easel::providers::sketch
