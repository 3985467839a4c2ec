#include "moderation/ages_chinese.h"

#include <optional>
#include <string>
#include <string_view>

namespace easel::moderation {
namespace {

constexpr int kAdult = 18;
constexpr int kBig = 100'000;
/// Longest number of years that is read: more characters are no age.
constexpr std::size_t kNumeralMax = 8;

std::optional<int> numeral_digit(char32_t c) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c == U'两') return 2;
    if (c == U'〇') return 0;
    if (c == U'半') return 0;
    auto at = digits.find(c);
    return at == digits.npos ? std::nullopt : std::optional(static_cast<int>(at));
}

bool is_numeral(char32_t c) {
    return numeral_digit(c) ||
           std::u32string_view(U"十百千万亿几多来余").find(c) != std::u32string_view::npos;
}

/// "二十几" is 20, "十几" is 11, "几十" is 20: the least that it can mean.
int numeral_value(std::u32string_view text) {
    int total = 0;
    int current = 0;
    bool digit_before = false;
    for (char32_t c : text) {
        if (auto digit = numeral_digit(c)) {
            current = digit_before ? current * 10 + *digit : *digit;
            digit_before = true;
            if (current > kBig) return kBig;
            continue;
        }
        if (c == U'几') current = total > 0 ? 1 : 2;
        if (c == U'十') {
            total += (current > 0 ? current : 1) * 10;
            current = 0;
        }
        if (std::u32string_view(U"百千万亿").find(c) != std::u32string_view::npos) return kBig;
        digit_before = false;
    }
    return total + current;
}

/// The numeral that ends before symbol `end`, and where it begins; "周" of "周岁" is passed over.
struct Numeral {
    std::u32string text;
    std::size_t begin = 0;
};
Numeral numeral_before(const Symbols& symbols, std::size_t end) {
    if (end > 0 && (symbols[end - 1].letter == U'周' || symbols[end - 1].letter == U'个')) --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin < kNumeralMax && is_numeral(symbols[begin - 1].letter))
        --begin;
    Numeral numeral{{}, begin};
    for (std::size_t i = begin; i < end; ++i)
        numeral.text.push_back(symbols[i].letter);
    return numeral;
}

Numeral numeral_after(const Symbols& symbols, std::size_t begin) {
    Numeral numeral{{}, begin};
    for (std::size_t i = begin; i < symbols.size() && numeral.text.size() < kNumeralMax; ++i) {
        if (!is_numeral(symbols[i].letter)) break;
        numeral.text.push_back(symbols[i].letter);
    }
    return numeral;
}

bool word_ends_before(const Symbols& symbols, std::size_t end, std::u32string_view word) {
    if (end < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (symbols[end - word.size() + i].letter != word[i]) return false;
    return true;
}

bool below_before(const Symbols& symbols, std::size_t end) {
    for (auto word : {U"未满", U"不满", U"不到", U"低于", U"小于"})
        if (word_ends_before(symbols, end, word)) return true;
    return false;
}

bool is_minor_numeral(const Symbols& symbols, const Numeral& numeral) {
    if (numeral.text.empty()) return false;
    const int value = numeral_value(numeral.text);
    return value < kAdult || (value == kAdult && below_before(symbols, numeral.begin));
}

}  // namespace

bool names_minor_age_chinese(const Symbols& symbols) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (symbols[i].letter == U'岁' && is_minor_numeral(symbols, numeral_before(symbols, i)))
            return true;
        const bool age_word =
            word_ends_before(symbols, i, U"年龄") || word_ends_before(symbols, i, U"年仅");
        if (age_word && is_minor_numeral(symbols, numeral_after(symbols, i))) return true;
        if (below_before(symbols, i)) {
            const Numeral numeral = numeral_after(symbols, i);
            if (!numeral.text.empty() && numeral_value(numeral.text) == kAdult) return true;
        }
    }
    return false;
}

}  // namespace easel::moderation
