#include "moderation/symbols.h"

#include <algorithm>
#include <map>

namespace easel::moderation {
namespace {

constexpr std::size_t run_max = 4;

bool is_apostrophe(char32_t c) {
    return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x60 || c == 0xB4;
}
bool is_white(char32_t c) {
    return c == U' ' || c == U'\t' || c == 0x3000;
}
bool is_line_end(char32_t c) {
    return c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029;
}
bool ends_sentence(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U';' || c == U':';
}
/// Chinese sentences end without a space after the sign.
bool ends_chinese_sentence(char32_t c) {
    return c == 0x3002 || c == 0x3001 || c == 0xFF0C;
}

Mark mark_of(char32_t c) {
    switch (c) {
        case U',':
            return Mark::comma;
        case U'.':
            return Mark::dot;
        case U'+':
            return Mark::plus;
        case U'-':
        case U'~':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return Mark::dash;
        case U'*':
        case 0xD7:
            return Mark::times;
        case U'<':
            return Mark::less;
        default:
            return Mark::other;
    }
}

/// What has been seen since the last symbol.
struct Between {
    Gap gap = Gap::stop;
    Mark mark = Mark::none;
    bool sentence_end = false;

    void see(char32_t c) {
        if (c == soft_break) {
            widen(Gap::soft);
        } else if (is_line_end(c) || ends_chinese_sentence(c)) {
            widen(Gap::stop);
        } else if (is_white(c)) {
            if (gap == Gap::space && mark == Mark::none) mark = Mark::wide;
            widen(sentence_end ? Gap::stop : Gap::space);
        } else {
            widen(Gap::tight);
            mark = mark <= Mark::wide ? mark_of(c) : Mark::other;
            sentence_end = ends_sentence(c);
        }
    }
    void widen(Gap to) { gap = std::max(gap, to); }
};

/// `schoolgirl's`, `don't`: the sign is no gap at all.
bool is_inner_apostrophe(std::u32string_view text, std::size_t i) {
    return is_apostrophe(text[i]) && i > 0 && i + 1 < text.size() &&
           script_of(text[i - 1]) == Script::latin && script_of(text[i + 1]) == Script::latin;
}

bool continues_long_run(const Symbols& symbols, char32_t letter, Gap gap) {
    if (gap > Gap::soft || symbols.size() < run_max) return false;
    for (std::size_t back = 0; back < run_max; ++back) {
        const Symbol& earlier = symbols[symbols.size() - 1 - back];
        if (earlier.letter != letter || (back + 1 < run_max && earlier.gap > Gap::soft))
            return false;
    }
    return true;
}

/// A word as the eye sees it: symbols without a gap between them.
struct Word {
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// White space inside a word is believed only where the pieces are too short to be words: all
/// single letters and pairs, or one letter cut off, unless that is a word of its own.
bool pieces_join(const Symbols& symbols, Word left, Word right, Gap gap) {
    if (left.length == 1 && right.length == 1) return true;
    if (gap == Gap::stop) return false;
    if (left.length <= 2 && right.length <= 2) return true;
    auto cut_off = [&symbols](Word word) {
        char32_t letter = symbols[word.begin].letter;
        return word.length == 1 && letter != U'a' && letter != U'i' && letter != i_or_l;
    };
    return cut_off(left) || cut_off(right);
}

bool is_lone_letter(const Symbols& symbols, std::size_t i) {
    return symbols[i].script == Script::latin && i > 0 && i + 1 < symbols.size() &&
           symbols[i - 1].script == Script::han && symbols[i + 1].script == Script::han;
}

/// Takes out a letter that stands alone between Chinese characters more than once: `狮x子x王`. One
/// such letter is a word: `大T恤`.
void drop_noise_letters(Symbols& symbols) {
    std::map<char32_t, int> count;
    for (std::size_t i = 0; i < symbols.size(); ++i)
        if (is_lone_letter(symbols, i)) ++count[symbols[i].letter];
    if (std::ranges::none_of(count, [](const auto& item) { return item.second > 1; })) return;
    Symbols kept;
    kept.reserve(symbols.size());
    Gap gap = Gap::none;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        gap = std::max(gap, symbols[i].gap);
        if (is_lone_letter(symbols, i) && count[symbols[i].letter] > 1) continue;
        kept.push_back(symbols[i]);
        kept.back().gap = gap;
        gap = Gap::none;
    }
    symbols = std::move(kept);
}

void mark_joins(Symbols& symbols) {
    Word left;
    for (std::size_t i = 0; i < symbols.size();) {
        Word word{i, 1};
        while (i + word.length < symbols.size() && symbols[i + word.length].gap <= Gap::soft)
            ++word.length;
        for (std::size_t k = i + 1; k < i + word.length; ++k)
            symbols[k].joins = true;
        Symbol& first = symbols[i];
        const bool chinese =
            first.script == Script::han && i > 0 && symbols[i - 1].script == Script::han;
        if (i > 0) {
            const bool single = left.length == 1 && word.length == 1;
            first.joins =
                first.gap == Gap::tight || (chinese ? first.gap == Gap::space || single
                                                    : pieces_join(symbols, left, word, first.gap));
        }
        left = word;
        i += word.length;
    }
}

}  // namespace

Symbols symbols_of(std::u32string_view reading, Budget& budget) {
    Symbols symbols;
    symbols.reserve(reading.size());
    Between between;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        const char32_t c = reading[i];
        const Script script = script_of(c);
        if (script == Script::none) {
            if (!is_inner_apostrophe(reading, i)) between.see(c);
            continue;
        }
        if (continues_long_run(symbols, c, between.gap)) continue;
        const bool starts = between.gap != Gap::none || symbols.back().script != script;
        symbols.push_back({c, script, between.gap, between.mark, starts, false});
        between = {Gap::none, Mark::none, false};
    }
    drop_noise_letters(symbols);
    mark_joins(symbols);
    budget.spend(3 * reading.size());
    return symbols;
}

bool ends_at(const Symbols& symbols, std::size_t i) {
    return i + 1 >= symbols.size() || symbols[i + 1].starts;
}

}  // namespace easel::moderation
