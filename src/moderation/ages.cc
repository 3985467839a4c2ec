#include "moderation/ages.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "moderation/age_tokens.h"
#include "moderation/ages_chinese.h"

namespace easel::moderation {
namespace {

constexpr int age_of_majority = 18;
constexpr int grade_max = 12;
/// How many operations of "10 + 2 + ..." are followed, and how many tokens one number may have:
/// bounds that keep the work per token constant.
constexpr int operations_max = 4;
constexpr std::size_t number_tokens_max = 8;

using Tokens = std::vector<AgeToken>;
using Kind = AgeToken::Kind;

/// A number that ends at some token: its value and its first token.
struct Number {
    int value = 0;
    std::size_t first = 0;
};

bool is_word(const Tokens& tokens, std::size_t i, std::initializer_list<std::string_view> words) {
    if (i >= tokens.size() || tokens[i].kind != Kind::word) return false;
    return std::ranges::any_of(words, [&](auto word) { return tokens[i].key == age_key(word); });
}

/// "1,200" and "25.5" are one number each.
Number whole_digits(const Tokens& tokens, std::size_t last) {
    Number number{tokens[last].value, last};
    while (number.first > 0 && last - number.first < number_tokens_max) {
        const AgeToken& tail = tokens[number.first];
        const AgeToken& head = tokens[number.first - 1];
        if (head.kind != Kind::digits || tail.gap != Gap::tight) break;
        if (tail.mark == Mark::comma && tail.digits == 3)
            number.value = std::max(number.value, head.value * 1000);
        else if (tail.mark == Mark::dot)
            number.value = head.value;
        else
            break;
        --number.first;
    }
    return number;
}

/// "twenty five", "two hundred and five".
Number whole_words(const Tokens& tokens, std::size_t last) {
    Number number{tokens[last].value, last};
    while (number.first > 0 && last - number.first < number_tokens_max) {
        std::size_t before = number.first - 1;
        const Kind kind = tokens[before].kind;
        if (kind == Kind::tens && tokens[number.first].kind == Kind::units) {
            number.value += tokens[before].value;
        } else if (kind == Kind::big || tokens[number.first].kind == Kind::big) {
            number.value = std::max(number.value, tokens[before].value);
        } else if (is_word(tokens, before, {"and"}) && before > 0 &&
                   tokens[before - 1].kind == Kind::big) {
            number.value = tokens[--before].value;
        } else {
            break;
        }
        number.first = before;
    }
    return number;
}

std::optional<Number> number_at(const Tokens& tokens, std::size_t last) {
    if (last >= tokens.size() || tokens[last].kind == Kind::word) return std::nullopt;
    return tokens[last].kind == Kind::digits ? whole_digits(tokens, last)
                                             : whole_words(tokens, last);
}

/// A number, or a range of which the least counts, or a small sum.
std::optional<Number> age_at(const Tokens& tokens, std::size_t last) {
    auto number = number_at(tokens, last);
    for (int i = 0; number && number->first > 0 && i < operations_max; ++i) {
        const std::size_t first = number->first;
        const Mark mark = tokens[first].mark;
        const bool by_sign = mark == Mark::plus || mark == Mark::dash || mark == Mark::times;
        if (!by_sign && first < 2) break;
        const std::size_t sign = first - 1;
        const auto left = number_at(tokens, by_sign ? first - 1 : first - 2);
        if (!left) break;
        if (mark == Mark::plus || is_word(tokens, sign, {"plus"}))
            number->value += left->value;
        else if (mark == Mark::times || is_word(tokens, sign, {"times", "x"}))
            number->value *= left->value;
        else if (is_word(tokens, sign, {"minus", "less"}))
            number->value = left->value - number->value;
        else if (mark == Mark::dash || is_word(tokens, sign, {"to", "or"}))
            number->value = std::min(left->value, number->value);
        else
            break;
        number->value = std::clamp(number->value, 0, 100'000);
        number->first = left->first;
    }
    return number;
}

/// After the number: "years old", "yo", "y/o", "yr girl", "years of age".
bool years_follow(const Tokens& tokens, std::size_t at) {
    if (is_word(tokens, at, {"yo", "yold", "yearold", "yearsold", "yrold", "yrsold", "yearsofage"}))
        return true;
    if (!is_word(tokens, at, {"year", "years", "yr", "yrs", "y"})) return false;
    return is_word(tokens, at + 1, {"old", "olds", "o", "young", "girl", "boy"}) ||
           (is_word(tokens, at + 1, {"of"}) && is_word(tokens, at + 2, {"age"}));
}

/// After the number: "months old", "wks old", "days old"; how many of them make 18 years.
std::optional<int> adult_in_smaller_units(const Tokens& tokens, std::size_t at) {
    struct Unit {
        std::initializer_list<std::string_view> glued;
        std::initializer_list<std::string_view> alone;
        int adult;
    };
    const Unit units[] = {
        {{"monthold", "monthsold"}, {"month", "months", "mo", "mos"}, age_of_majority * 12},
        {{"weekold", "weeksold"}, {"week", "weeks", "wk", "wks"}, age_of_majority * 52},
        {{"dayold", "daysold"}, {"day", "days"}, age_of_majority * 365},
    };
    for (const Unit& unit : units) {
        const bool glued = is_word(tokens, at, unit.glued);
        if (!glued &&
            !(is_word(tokens, at, unit.alone) && is_word(tokens, at + 1, {"old", "olds"})))
            continue;
        const bool a_thing =
            is_word(tokens, at + (glued ? 1 : 2), {"beard", "bread", "milk", "stubble"});
        return a_thing ? std::nullopt : std::optional(unit.adult);
    }
    return std::nullopt;
}

/// After an ordinal. "grade" counts only there: "grade 5" is also steel.
bool is_minor_ordinal(const Tokens& tokens, std::size_t at, int value) {
    if (is_word(tokens, at, {"grade", "grader", "graders"})) return value <= grade_max;
    return is_word(tokens, at, {"birthday", "bday"}) && value < age_of_majority;
}

/// "17 and a half years old".
std::size_t after_half(const Tokens& tokens, std::size_t at) {
    std::size_t end = at;
    if (is_word(tokens, end, {"and"})) ++end;
    if (is_word(tokens, end, {"a"})) ++end;
    return is_word(tokens, end, {"half"}) ? end + 1 : at;
}

/// "under 18 degrees": what is counted is no age.
bool quantity_follows(const Tokens& tokens, std::size_t at) {
    return is_word(
        tokens, at,
        {"am",     "cm",      "degrees", "dollars", "faced",  "feet",    "foot", "ft",    "hour",
         "hours",  "inch",    "inches",  "kg",      "km",     "lbs",     "m",    "meter", "meters",
         "metre",  "metres",  "mile",    "miles",   "minute", "minutes", "mm",   "of",    "pages",
         "people", "percent", "pm",      "points",  "pounds", "seconds", "times"});
}

/// Before the number: "aged 12", "age of 12", "age: 12".
bool age_precedes(const Tokens& tokens, std::size_t first) {
    if (first == 0) return false;
    std::size_t at = first - 1;
    if (is_word(tokens, at, {"of", "is"}) && at > 0) --at;
    return is_word(tokens, at, {"age", "aged", "ages"});
}

bool looks_precedes(const Tokens& tokens, std::size_t first) {
    if (first == 0) return false;
    std::size_t at = first - 1;
    if (is_word(tokens, at, {"like"}) && at > 0) --at;
    return is_word(tokens, at, {"look", "looks", "looking", "appears"});
}

/// "under 18", "below the age of 18", "not yet 18", "almost 18", "u18", "<18".
bool below_precedes(const Tokens& tokens, std::size_t first) {
    if (tokens[first].mark == Mark::less) return true;
    if (tokens[first].gap <= Gap::tight && first > 0 && is_word(tokens, first - 1, {"u"}))
        return true;
    std::size_t end = first;  // of what is looked at
    for (std::string_view word : {"of", "age", "the"})
        if (end > 0 && is_word(tokens, end - 1, {word})) --end;
    if (end > 0 && is_word(tokens, end - 1, {"under", "below", "almost", "nearly"})) return true;
    if (end < 2) return false;
    return (is_word(tokens, end - 1, {"than"}) && is_word(tokens, end - 2, {"younger", "less"})) ||
           (is_word(tokens, end - 1, {"yet"}) && is_word(tokens, end - 2, {"not"}));
}

/// "she is 12", "turning 12"; "she is one" says nothing.
bool state_precedes(const Tokens& tokens, const Number& age) {
    if (age.first == 0 || (age.value == 1 && tokens[age.first].kind != Kind::digits)) return false;
    const std::size_t before = age.first - 1;
    if (is_word(tokens, before, {"turning", "turns", "turned", "shes", "hes", "im"})) return true;
    return before > 0 && is_word(tokens, before, {"is", "was", "am"}) &&
           is_word(tokens, before - 1, {"she", "he", "i", "who"});
}

bool is_minor_age(const Tokens& tokens, std::size_t last) {
    const auto age = age_at(tokens, last);
    if (!age) return false;
    if (is_word(tokens, last + 1, {"st", "nd", "rd", "th"}))
        return is_minor_ordinal(tokens, last + 2, age->value);
    const std::size_t next = after_half(tokens, last + 1);
    if (const auto adult = adult_in_smaller_units(tokens, next)) return age->value < *adult;
    if (is_word(tokens, next, {"grader", "graders"})) return age->value <= grade_max;
    const bool years = years_follow(tokens, next);
    const bool quantity = quantity_follows(tokens, next);
    if (below_precedes(tokens, age->first) &&
        (years || (age->value == age_of_majority && !quantity)))
        return age->value <= age_of_majority;
    if (age->value >= age_of_majority) return false;
    return years || age_precedes(tokens, age->first) || looks_precedes(tokens, age->first) ||
           (state_precedes(tokens, *age) && !quantity);
}

}  // namespace

bool names_minor_age(const Symbols& symbols, Budget& budget) {
    const Tokens tokens = age_tokens(symbols);
    budget.spend(2 * symbols.size() + tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (is_minor_age(tokens, i)) return true;
    return names_minor_age_chinese(symbols);
}

}  // namespace easel::moderation
