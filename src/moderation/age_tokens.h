#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "moderation/symbols.h"

namespace easel::moderation {

/// A number or a word of a text, as the age reader wants it.
struct AgeToken {
    enum class Kind : unsigned char { digits, units, tens, big, word };
    Kind kind = Kind::word;
    int value = 0;      ///< of digits, units (0..19) and tens; capped
    int digits = 0;     ///< how many
    std::string key{};  ///< of a word: see age_key
    Gap gap = Gap::stop;
    Mark mark = Mark::none;
};

/// Words compare by their skeleton: l is i, repeated letters are one.
std::string age_key(std::string_view word);

/// Splits at gaps, between letters and digits, and between a number word and its unit
/// (`twelveyears`, `tenth`). Letters that stand alone, three or more in a row, are one word
/// (`y e a r s`); letters that look like digits are digits among such (`1O`). Han characters end a
/// token and give none.
std::vector<AgeToken> age_tokens(const Symbols& symbols);

}  // namespace easel::moderation
