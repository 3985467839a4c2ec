#pragma once

#include <string_view>

namespace easel::moderation {

/// The basic Latin letter that a letter looks like only as it is written: Greek capital Nu looks
/// like N, its small form does not. Asked before case folding; otherwise `c` itself.
char32_t look_alike_unfolded(char32_t c);

/// After folding: the Latin letter, ASCII digit or simplified Chinese character that stands for
/// `c`; otherwise `c` itself. Chinese is covered as far as the lexicon uses it.
char32_t look_alike(char32_t c);

/// The words that an emoji stands for here; empty if none.
std::string_view emoji_words(char32_t c);

}  // namespace easel::moderation
