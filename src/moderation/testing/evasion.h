#pragma once

#include <array>
#include <string>
#include <string_view>

#include "moderation/guard.h"
#include "moderation/testing/pick.h"

namespace easel::moderation::testing {

/// The ways to hide a word that the guard promises to see through.
enum class Evasion {
    plain,
    upper_case,
    camel_case,
    leet,
    leet_shapes,
    spaced,
    dotted,
    homoglyph,
    extended_latin,
    coptic,
    lisu,
    turned,
    syllabics,
    foreign_shapes,
    tags,
    full_width,
    zero_width,
    marks,
    repeated,
    percent,
    html,
    named_entity,
    html_tag,
    backslash,
    emoji,
    glued,
    chinese,
    chinese_spaced,
    chinese_punctuated,
    chinese_lettered,
    traditional,
    split_word,
    split_style,
    split_negative,
    age_number,
    age_words,
    age_chinese,
    age_arithmetic,
    age_phrase,
};
constexpr auto evasions = std::to_array<Evasion>({Evasion::plain,
                                                  Evasion::upper_case,
                                                  Evasion::camel_case,
                                                  Evasion::leet,
                                                  Evasion::leet_shapes,
                                                  Evasion::spaced,
                                                  Evasion::dotted,
                                                  Evasion::homoglyph,
                                                  Evasion::extended_latin,
                                                  Evasion::coptic,
                                                  Evasion::lisu,
                                                  Evasion::turned,
                                                  Evasion::syllabics,
                                                  Evasion::foreign_shapes,
                                                  Evasion::tags,
                                                  Evasion::full_width,
                                                  Evasion::zero_width,
                                                  Evasion::marks,
                                                  Evasion::repeated,
                                                  Evasion::percent,
                                                  Evasion::html,
                                                  Evasion::named_entity,
                                                  Evasion::html_tag,
                                                  Evasion::backslash,
                                                  Evasion::emoji,
                                                  Evasion::glued,
                                                  Evasion::chinese,
                                                  Evasion::chinese_spaced,
                                                  Evasion::chinese_punctuated,
                                                  Evasion::chinese_lettered,
                                                  Evasion::traditional,
                                                  Evasion::split_word,
                                                  Evasion::split_style,
                                                  Evasion::split_negative,
                                                  Evasion::age_number,
                                                  Evasion::age_words,
                                                  Evasion::age_chinese,
                                                  Evasion::age_arithmetic,
                                                  Evasion::age_phrase});
std::string_view name_of(Evasion evasion);

/// Hides one text. Evasions that are no change of letters give it back as it is.
std::string disguise(Evasion evasion, std::string_view text, Chance& chance);

/// One minor signal and one sexual term of the lexicon in bare form, "<a> <b>" or "<b> <a>", hidden
/// this way; nothing else. In `split_negative` the minor signal is a grown-up one in the negative
/// prompt. Deterministic by the state of `chance`.
Effective bare_pair(Evasion evasion, Chance& chance);

}  // namespace easel::moderation::testing
