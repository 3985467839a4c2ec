#pragma once

#include <map>
#include <string>
#include <vector>

namespace easel::moderation::testing {

/// What may be written for a letter. All are written down from code charts, not from the tables
/// under test.
using Substitutes = std::map<char, std::vector<std::string>>;

const Substitutes& leet_table();
const Substitutes& leet_shapes_table();  ///< `()` for o, v for u
const Substitutes& homoglyph_table();
const Substitutes& extended_latin_table();  ///< hooks, strokes, tails, phonetic letters
const Substitutes& coptic_table();
const Substitutes& lisu_table();
const Substitutes& turned_table();
const Substitutes& syllabics_table();       ///< Canadian, as in "fancy text"
const Substitutes& foreign_shapes_table();  ///< zeros and bars of other scripts for o, l and i

}  // namespace easel::moderation::testing
