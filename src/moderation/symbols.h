#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "moderation/budget.h"
#include "moderation/normalise.h"

namespace easel::moderation {

/// What stands between a symbol and the one before it, widest last.
enum class Gap : unsigned char {
    none,
    soft,   ///< no width: a word may end here, or go on
    tight,  ///< signs without white space: `a-b`
    space,
    stop  ///< end of a sentence or line; also before the first symbol
};

/// The sign in a gap that arithmetic and decimals need; `wide` is two or more spaces, which part
/// words whose letters are spaced; `other` for all the rest.
enum class Mark : unsigned char { none, wide, comma, dot, plus, dash, times, less, other };

/// A letter, digit or Chinese character of a reading, with all that is known of its place.
struct Symbol {
    char32_t letter = 0;
    Script script = Script::none;
    Gap gap = Gap::stop;
    Mark mark = Mark::none;
    bool starts = true;  ///< a word may start here
    bool joins = false;  ///< a word may go on across the gap before it
};
using Symbols = std::vector<Symbol>;

/// Cuts a reading into symbols. A run of more than four equal letters is kept as four; a letter
/// that stands alone between Chinese characters again and again is left out.
Symbols symbols_of(std::u32string_view reading, Budget& budget);

/// True if a word may end after symbol `i`.
bool ends_at(const Symbols& symbols, std::size_t i);

}  // namespace easel::moderation
