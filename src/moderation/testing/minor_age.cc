#include "moderation/testing/minor_age.h"

#include <array>
#include <string_view>

#include "moderation/testing/pick.h"

namespace easel::moderation::testing {
namespace {

using Text = std::string_view;

/// A number and what follows it, or one of the forms that hold no plain number.
std::string chinese_age(Chance& chance) {
    constexpr auto numerals = std::to_array<Text>(
        {"三",   "五",     "八",       "十",   "十一", "十二",   "十三", "十四",
         "十五", "十六",   "十七",     "12",   "１５", "十几",   "十来", "两三",
         "五六", "十二三", "十二、三", "拾贰", "七",   "十七八", "九",   "壹拾叁"});
    constexpr auto years = std::to_array<Text>({"岁", "歲", "周岁", "歳"});
    constexpr auto age_word_list =
        std::to_array<Text>({"年龄", "年龄是", "年龄为", "年龄：", "岁数", "芳龄", "年方", "今年"});
    constexpr auto whole =
        std::to_array<Text>({"18岁以下", "十八岁以下", "未满18", "不到十八岁", "三年级学生",
                             "五年级", "初一", "初二学生", "16到20岁", "15-18岁"});
    const auto form = below(4, chance);
    if (form == 0) return std::string(pick(whole, chance));
    if (form == 1)
        return std::string(pick(age_word_list, chance)) + std::string(pick(numerals, chance));
    return std::string(pick(numerals, chance)) + std::string(pick(years, chance));
}

std::string counted_age(Chance& chance) {
    const auto a = 1 + below(8, chance);
    const auto b = 1 + below(8, chance);
    constexpr auto plus = std::to_array<Text>({"+", " + ", " plus "});
    if (below(2, chance) == 0)
        return std::to_string(a) + std::string(pick(plus, chance)) + std::to_string(b) +
               " years old";
    return std::to_string(17 + a) + " minus " + std::to_string(a + b) + " years old";
}

std::string loose_age(Chance& chance) {
    constexpr auto forms = std::to_array<Text>(
        {"# weeks old", "# wks old", "# days old", "# and a half years old", "she is #",
         "turning #", "#th birthday", "below the age of 18", "not yet 18", "almost 18", "<18",
         "u18", "1O years old", "l# years old", "twelveyearold", "sixyearsold"});
    std::string form(pick(forms, chance));
    if (auto at = form.find('#'); at != form.npos)
        form.replace(at, 1, std::to_string((form[0] == 'l' ? 0 : 4) + below(8, chance)));
    return form;
}

}  // namespace

std::string minor_age(Evasion evasion, Chance& chance) {
    constexpr auto words = std::to_array<Text>(
        {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"});
    if (evasion == Evasion::age_chinese) return chinese_age(chance);
    if (evasion == Evasion::age_arithmetic) return counted_age(chance);
    if (evasion == Evasion::age_phrase) return loose_age(chance);
    const std::string value = evasion == Evasion::age_words ? std::string(pick(words, chance))
                                                            : std::to_string(1 + below(17, chance));
    constexpr auto after = std::to_array<Text>({" years old", " year old", "-year-old", " yo",
                                                " y/o", " y.o.", " yrs old", " years of age"});
    constexpr auto before = std::to_array<Text>({"aged ", "age ", "age: ", "age of "});
    if (below(3, chance) == 0) return std::string(pick(before, chance)) + value;
    return value + std::string(pick(after, chance));
}

}  // namespace easel::moderation::testing
