#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "moderation/budget.h"
#include "moderation/symbols.h"
#include "moderation/term.h"

namespace easel::moderation {

/// A set of groups.
using Groups = std::uint16_t;
constexpr Groups bit(Group group) {
    return static_cast<Groups>(1U << static_cast<unsigned>(group));
}

/// For each symbol, the groups of terms that end right before it inside a word: where one term
/// ends, another may start (`kidporn` written as one word).
using Glue = std::vector<Groups>;

/// Symbols whose runs of equal letters have the skeleton of a term: the term may start anywhere in
/// the first run, [begin, first_end), and end anywhere in the last, [last_begin, end).
struct Candidate {
    std::size_t begin = 0;
    std::size_t first_end = 0;
    std::size_t last_begin = 0;
    std::size_t end = 0;
};

/// A term in a text: symbols [begin, end).
struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
    Groups glued = 0;  ///< groups of the terms it is glued to
};

/// Does the term really stand there: its letters in order, each at least once, gaps only where
/// they may be, a word's start and end around it? A single space may cut a longer term anywhere. A
/// benign phrase must be as written. Steps: one a symbol and letter.
std::optional<Hit> trace(const Term& term, const Symbols& symbols, const Candidate& candidate,
                         Glue& glue, Budget& budget);

}  // namespace easel::moderation
