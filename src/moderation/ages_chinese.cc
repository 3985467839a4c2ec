#include "moderation/ages_chinese.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace easel::moderation {
namespace {

constexpr int age_of_majority = 18;
constexpr int big = 100'000;
constexpr int grade_max = 12;
/// Longest number of years that is read: more characters are no age.
constexpr std::size_t numeral_max = 8;

using Text = std::u32string_view;

bool is_one_of(char32_t c, Text characters) {
    return characters.find(c) != Text::npos;
}

/// The everyday form, and the one of banknotes.
std::optional<int> han_digit(char32_t c) {
    constexpr auto digits =
        std::to_array<Text>({U"零〇半", U"一壹", U"二贰貳两", U"三叁參", U"四肆", U"五伍",
                             U"六陆陸", U"七柒", U"八捌", U"九玖"});
    const auto at = std::ranges::find_if(digits, [c](Text forms) { return is_one_of(c, forms); });
    return at == digits.end() ? std::nullopt : std::optional(static_cast<int>(at - digits.begin()));
}

bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

std::optional<int> numeral_digit(char32_t c) {
    return is_ascii_digit(c) ? std::optional(static_cast<int>(c - U'0')) : han_digit(c);
}

int tens_of(char32_t c) {
    if (c == U'十' || c == U'拾') return 10;
    if (c == U'廿') return 20;
    return c == U'卅' ? 30 : 0;
}

bool is_numeral(char32_t c) {
    return numeral_digit(c) || tens_of(c) > 0 || is_one_of(c, U"百千万亿几多来余好");
}

/// The least that it can mean: "二十几" is 21, "十几" is 11, "几十" is 20, and "十二三" is 12,
/// since neighbours in counting are a range.
int numeral_value(Text text) {
    int total = 0;
    int current = 0;
    bool digit_before = false;
    for (char32_t c : text) {
        if (auto digit = numeral_digit(c)) {
            const bool range = digit_before && han_digit(c) && *digit == current + 1;
            if (!range) current = digit_before ? current * 10 + *digit : *digit;
            digit_before = true;
            if (current > big) return big;
            continue;
        }
        if (c == U'几') current = total > 0 ? 1 : 2;
        if (const int tens = tens_of(c); tens > 0) {
            total += (current > 0 ? current : 1) * tens;
            current = 0;
        }
        if (is_one_of(c, U"百千万亿")) return big;
        digit_before = false;
    }
    return total + current;
}

/// Two numbers stand here, not one: "3、12岁", "16-20岁". In "十二、三岁" it is one.
bool parted(const Symbols& symbols, std::size_t at) {
    if (symbols[at].mark == Mark::dash) return true;
    return symbols[at].gap == Gap::stop &&
           (is_ascii_digit(symbols[at].letter) || is_ascii_digit(symbols[at - 1].letter));
}

/// A numeral in symbols [begin, end); no text if it is "多" or the like alone, as in "年来岁月".
struct Numeral {
    std::u32string text;
    std::size_t begin = 0;
    std::size_t end = 0;

    int value() const { return numeral_value(text); }
};

Numeral numeral_of(const Symbols& symbols, std::size_t begin, std::size_t end) {
    Numeral numeral{{}, begin, end};
    for (std::size_t i = begin; i < end; ++i)
        numeral.text.push_back(symbols[i].letter);
    const bool counts = std::ranges::any_of(
        numeral.text, [](char32_t c) { return numeral_digit(c) || tens_of(c) > 0 || c == U'几'; });
    if (!counts) numeral.text.clear();
    return numeral;
}

Numeral numeral_before(const Symbols& symbols, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < numeral_max && is_numeral(symbols[begin - 1].letter) &&
           (begin == end || !parted(symbols, begin)))
        --begin;
    return numeral_of(symbols, begin, end);
}

Numeral numeral_after(const Symbols& symbols, std::size_t begin) {
    std::size_t end = begin;
    while (end < symbols.size() && end - begin < numeral_max && is_numeral(symbols[end].letter) &&
           (end == begin || !parted(symbols, end)))
        ++end;
    return numeral_of(symbols, begin, end);
}

using Words = std::initializer_list<Text>;

bool ends_before(const Symbols& symbols, std::size_t end, Words words) {
    return std::ranges::any_of(words, [&](Text word) {
        if (end < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i)
            if (symbols[end - word.size() + i].letter != word[i]) return false;
        return true;
    });
}

bool begins_at(const Symbols& symbols, std::size_t begin, Words words) {
    return std::ranges::any_of(words, [&](Text word) {
        return begin + word.size() <= symbols.size() &&
               ends_before(symbols, begin + word.size(), {word});
    });
}

bool below_before(const Symbols& symbols, std::size_t end) {
    return ends_before(symbols, end, {U"未满", U"不满", U"不到", U"低于", U"小于"});
}

/// "12岁", "16到20岁", "未满十八岁", "18岁以下": symbol `at` is 岁.
bool is_minor_before_years(const Symbols& symbols, std::size_t at) {
    const std::size_t end = at > 0 && is_one_of(symbols[at - 1].letter, U"周个虚") ? at - 1 : at;
    const Numeral age = numeral_before(symbols, end);
    if (age.text.empty()) return false;
    if (age.value() < age_of_majority) return true;
    if (age.value() == age_of_majority &&
        (below_before(symbols, age.begin) ||
         begins_at(symbols, at + 1, {U"以下", U"以内", U"未满", U"不满", U"不到"})))
        return true;
    std::size_t lower_end = age.begin;
    if (ends_before(symbols, lower_end, {U"到", U"至"}))
        --lower_end;
    else if (symbols[age.begin].mark != Mark::dash)
        return false;
    const Numeral lower = numeral_before(symbols, lower_end);
    return !lower.text.empty() && lower.value() < age_of_majority;
}

/// "年龄12", "年龄是十二", "芳龄二八" (two times eight); "今年十二" if nothing is counted by it.
bool is_minor_after_age_word(const Symbols& symbols, std::size_t at) {
    const bool this_year = ends_before(symbols, at, {U"今年"});
    const bool in_verse = ends_before(symbols, at, {U"芳龄", U"年方"});
    if (!this_year && !in_verse && !ends_before(symbols, at, {U"年龄", U"年仅", U"岁数", U"年纪"}))
        return false;
    if (at < symbols.size() && is_one_of(symbols[at].letter, U"是为才仅只约")) ++at;
    const Numeral age = numeral_after(symbols, at);
    if (age.text.empty()) return false;
    if (in_verse && age.text == U"二八") return true;
    if (age.value() >= age_of_majority) return false;
    const bool counts = age.end < symbols.size() && (symbols[age.end].gap < Gap::tight ||
                                                     is_one_of(symbols[age.end].letter, U"月日"));
    return !this_year || !counts;
}

/// "三年级", but not at a university: symbol `at` is 年.
bool is_school_grade(const Symbols& symbols, std::size_t at) {
    if (!begins_at(symbols, at, {U"年级"})) return false;
    const Numeral grade = numeral_before(symbols, at);
    return grade.value() >= 1 && grade.value() <= grade_max &&
           !ends_before(symbols, grade.begin,
                        {U"大", U"大学", U"大专", U"本科", U"研", U"研究生", U"硕士", U"博士"});
}

/// "初一", the first year of junior high, but not "大年初一" or "当初一起"; "高三女生", but not
/// "高三米".
bool is_school_year(const Symbols& symbols, std::size_t at) {
    if (!begins_at(symbols, at + 1, {U"一", U"二", U"三"})) return false;
    const char32_t next = at + 2 < symbols.size() ? symbols[at + 2].letter : 0;
    if (symbols[at].letter == U'高') return is_one_of(next, U"学女男班生年");
    const char32_t before = at > 0 ? symbols[at - 1].letter : 0;
    return symbols[at].letter == U'初' && !is_one_of(before, U"最当起年月原太") &&
           !is_numeral(next) && !is_one_of(next, U"看起个次日月些样点直切定同见眼步");
}

}  // namespace

bool names_minor_age_chinese(const Symbols& symbols) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (symbols[i].letter == U'岁' && is_minor_before_years(symbols, i)) return true;
        if (is_minor_after_age_word(symbols, i)) return true;
        if (is_school_grade(symbols, i) || is_school_year(symbols, i)) return true;
        if (below_before(symbols, i)) {
            const Numeral age = numeral_after(symbols, i);
            if (!age.text.empty() && age.value() == age_of_majority) return true;
        }
    }
    return false;
}

}  // namespace easel::moderation
