#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "moderation/symbols.h"

namespace easel::moderation {

/// What a term says about a text. The names are those of the lists in lexicon/.
enum class Group : unsigned char {
    hard,          ///< blocks alone
    minor,         ///< speaks of a minor
    minor_mature,  ///< speaks of a minor where the model is a mature one
    sexual,
    grown,           ///< in a negative prompt: asks for someone who is not grown up
    benign,          ///< lifts what it contains, except hard terms
    benign_general,  ///< the same, but not on mature models
    operator_added,  ///< blocks alone
};
constexpr std::size_t groups = 8;

/// Longest term in letters: a set of places in a term fits one machine word.
constexpr std::size_t term_letters_max = 60;

/// A term of a word list, normalised as texts are.
struct Term {
    Group group = Group::hard;
    std::u32string letters;    ///< without the spaces
    std::uint64_t spaced = 0;  ///< bit i: a space before letter i

    bool benign() const { return group == Group::benign || group == Group::benign_general; }
};

/// nullopt if nothing matchable is left, if a Latin term has one letter only, or if it is too long.
std::optional<Term> make_term(std::string_view text, Group group);

/// What the automaton sees of a letter: i and l are one, since `1` may be either, and so are u and
/// v, since v may be written for u.
char32_t skeleton_letter(char32_t letter);
/// Skeleton letters with runs of equal ones as one.
std::u32string skeleton(std::u32string_view letters);

}  // namespace easel::moderation
