#include "moderation/term.h"

namespace easel::moderation {

std::optional<Term> make_term(std::string_view text, Group group) {
    Budget budget(100'000);
    const auto symbols = symbols_of(fold(text, budget), budget);
    if (budget.over() || symbols.empty() || symbols.size() > term_letters_max) return std::nullopt;
    if (symbols.size() == 1 && symbols[0].script != Script::han) return std::nullopt;
    Term term{group, {}, 0};
    for (const Symbol& symbol : symbols) {
        if (!term.letters.empty() && symbol.gap >= Gap::tight)
            term.spaced |= std::uint64_t{1} << term.letters.size();
        term.letters.push_back(symbol.letter);
    }
    return term;
}

char32_t skeleton_letter(char32_t letter) {
    if (letter == U'v') return U'u';
    return letter == U'l' || letter == i_or_l ? U'i' : letter;
}

std::u32string skeleton(std::u32string_view letters) {
    std::u32string out;
    for (char32_t letter : letters) {
        letter = skeleton_letter(letter);
        if (out.empty() || out.back() != letter) out.push_back(letter);
    }
    return out;
}

}  // namespace easel::moderation
