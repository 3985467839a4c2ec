#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "moderation/budget.h"

namespace easel::moderation {

/// A place inside a folded text where characters without width stood or where small letters turn
/// to capitals: a word may end here, or go on. No Unicode character.
constexpr char32_t soft_break = 0x110000;
/// A sign that may be read as i or as l (`1`, `!`, `|`), after `read_leet`.
constexpr char32_t i_or_l = 0x110001;

/// Compatibility forms, case, marks, look-alikes, foreign digits and emoji undone (utf8proc's NFKD
/// with case folding; since marks are dropped it equals NFKC on all that is matched). Malformed
/// bytes become U+FFFD each. Never fails.
std::u32string fold(std::string_view utf8, Budget& budget);

enum class Leet {
    /// Digits and signs in words that have a letter of their own, or a single letter as neighbour
    /// (`l 0 l`); signs at a word's end are punctuation: `nice!`.
    words,
    everything  ///< numbers and final signs too: `1!7713`, `lol!`
};
/// Digits and signs as the letters they stand for: `l1ttle`, `$now`.
std::u32string read_leet(std::u32string_view folded, Leet leet, Budget& budget);

/// Every reading of a text that is worth matching, the plain one first, without repetitions: as
/// written, with escapes undone (until nothing changes, four times at most) and then with tags
/// gone, each plain and with both leet readings.
std::vector<std::u32string> readings(std::string_view utf8, Budget& budget);

/// What a character is to the matcher.
enum class Script : unsigned char { none, latin, digit, han };
/// `latin` is every letter of an alphabet; `han` are Chinese characters and kana: no spaces between
/// words.
Script script_of(char32_t c);

}  // namespace easel::moderation
