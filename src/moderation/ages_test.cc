#include "moderation/ages.h"

#include <gtest/gtest.h>

#include <string>

#include "moderation/normalise.h"

namespace easel::moderation {
namespace {

bool minor_age(std::string_view text) {
    Budget budget(10'000'000);
    for (const auto& reading : readings(text, budget))
        if (names_minor_age(symbols_of(reading, budget), budget)) return true;
    return false;
}

/// `#` stands for the number.
constexpr const char* forms[] = {
    "# years old",    "# year old", "#-year-old",   "# yo",      "#yo",
    "# y/o",          "# y.o.",     "# yrs old",    "#yr old",   "# yr girl",
    "aged #",         "age #",      "age: #",       "age of #",  "AGE=#",
    "# years of age", "#yearsold",  "looks like #", "looks #",   "#岁",
    "# 歲",           "#周岁",      "年龄：#",      "#YearsOld", "a #-year-old person",
};

std::string with(std::string_view form, const std::string& number) {
    std::string text(form);
    text.replace(text.find('#'), 1, number);
    return text;
}

TEST(Ages, below_eighteen_are_found_in_every_form_and_others_in_none) {
    for (std::string_view form : forms) {
        for (int age : {1, 3, 9, 10, 12, 15, 17})
            EXPECT_TRUE(minor_age(with(form, std::to_string(age)))) << form << age;
        for (int age : {18, 19, 21, 40, 99, 112, 400})
            EXPECT_FALSE(minor_age(with(form, std::to_string(age)))) << form << age;
    }
}

TEST(Ages, are_read_in_words) {
    for (const char* text :
         {"one year old", "twelve years old", "Twelve-Year-Old", "aged seventeen",
          "tw3lve y34rs 0ld", "t w e l v e  y e a r s  o l d", "twelllve yearrrs old", "十二岁",
          "十岁", "七岁", "十七周岁", "十几岁", "两岁", "半岁", "１２岁"})
        EXPECT_TRUE(minor_age(text)) << text;
    for (const char* text :
         {"eighteen years old", "twenty years old", "twenty five years old", "thirty-two-year-old",
          "two hundred and five years old", "one hundred years old", "十八岁", "二十岁", "二十几岁",
          "三十五岁", "几十岁", "一百岁", "百岁老人", "万岁"})
        EXPECT_FALSE(minor_age(text)) << text;
}

TEST(Ages, are_counted_out) {
    for (const char* text :
         {"6+6 years old", "10 plus 2 years old", "20 minus 8 years old", "3 x 4 years old",
          "10-12 years old", "16 to 20 years old", "under 18", "under eighteen", "younger than 18",
          "under 18 years old", "未满18", "未满十八岁", "不到18岁", "5 months old", "6th grader",
          "3rd grade", "7 graders"})
        EXPECT_TRUE(minor_age(text)) << text;
    for (const char* text : {"10 + 10 years old", "30 minus 5 years old", "20 to 30 years old",
                             "18-25 years old", "2,000 years old", "25.5 years old", "over 18",
                             "already 18 years old", "300 months old", "40 plus 5 years old"})
        EXPECT_FALSE(minor_age(text)) << text;
}

TEST(Ages, are_found_in_looser_phrases) {
    for (const char* text : {"12 weeks old",
                             "12 wks old",
                             "12 days old",
                             "17 and a half years old",
                             "twelve and a half years old",
                             "below the age of 18",
                             "under the age of eighteen",
                             "under age 18",
                             "not yet 18",
                             "almost 18",
                             "nearly eighteen",
                             "<18",
                             "< 18",
                             "u18",
                             "U-18",
                             "1O years old",
                             "l2 years old",
                             "I2yo",
                             "twelveyearold",
                             "tenyearsold",
                             "twelveyo",
                             "she is 12",
                             "she's 12",
                             "he is twelve",
                             "turning 12",
                             "turns sixteen",
                             "12th birthday",
                             "her twelfth birthday",
                             "sixteenth birthday",
                             "fifth grader"})
        EXPECT_TRUE(minor_age(text)) << text;
    for (const char* text : {"3 days old stubble",
                             "7000 days old",
                             "1000 weeks old",
                             "25 and a half years old",
                             "above the age of 18",
                             "almost 18 hours",
                             "under 18 degrees",
                             "not yet 30",
                             "u2",
                             "<30",
                             "3O years old",
                             "4l years old",
                             "twentyyearold",
                             "thirtyyearsold",
                             "she is 32",
                             "she is one of them",
                             "he is 6 feet tall",
                             "he is 2nd",
                             "turning 30",
                             "turning 12 pages",
                             "18th birthday",
                             "30th birthday",
                             "looks like seventh heaven",
                             "12 years",
                             "2l bottle"})
        EXPECT_FALSE(minor_age(text)) << text;
}

TEST(Ages, in_chinese_are_found_in_words_before_and_after) {
    for (const char* text :
         {"十二三岁",   "两三岁",   "五六岁",     "十二、三岁",     "十七八岁",   "十来岁",
          "十几岁",     "拾贰岁",   "壹拾叁岁",   "陸歲",           "18岁以下",   "十八岁以下",
          "十八岁未满", "年龄是12", "年龄为十二", "年龄：十二",     "岁数12",     "芳龄十二",
          "年方十二",   "年方二八", "今年十二",   "今年十二，河边", "三年级学生", "小学五年级",
          "初一",       "初二学生", "高三女生",   "16到20岁",       "15-18岁",    "3、12岁"})
        EXPECT_TRUE(minor_age(text)) << text;
    for (const char* text :
         {"十八九岁",       "廿三岁",     "卅五岁",   "18岁以上", "年龄是18", "年龄为三十",
          "岁数40",         "芳龄十八",   "今年二十", "今年12月", "今年三次", "今年来",
          "多年来岁月静好", "大学三年级", "大三年级", "大年初一", "正月初三", "初一十五",
          "当初一起",       "高三米",     "18到25岁", "20-30岁",  "2024年"})
        EXPECT_FALSE(minor_age(text)) << text;
}

TEST(Ages, of_grown_ups_are_not_taken_for_others_in_chinese) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    const auto numeral = [&](int value) {
        std::u32string text;
        if (value >= 20) text.push_back(digits[static_cast<std::size_t>(value / 10)]);
        text.push_back(U'十');
        if (value % 10 > 0) text.push_back(digits[static_cast<std::size_t>(value % 10)]);
        return text;
    };
    const auto minor = [](std::u32string_view text) {
        Budget budget(1'000'000);
        return names_minor_age(symbols_of(text, budget), budget);
    };
    for (int age = 18; age <= 99; ++age) {
        for (std::u32string_view years : {U"岁", U"周岁", U"多岁", U"岁女性"}) {
            EXPECT_FALSE(minor(numeral(age) + std::u32string(years))) << age;
            EXPECT_FALSE(minor_age(std::to_string(age) + "岁"));
        }
        EXPECT_FALSE(minor(U"年龄" + numeral(age))) << age;
        EXPECT_FALSE(minor(U"今年" + numeral(age))) << age;
    }
    for (int tens = 20; tens <= 90; tens += 10)
        for (std::u32string_view some : {U"几岁", U"来岁", U"好几岁", U"多岁"})
            EXPECT_FALSE(minor(numeral(tens) + std::u32string(some))) << tens;
}

TEST(Ages, are_not_seen_in_other_numbers) {
    for (const char* text : {"5 year plan",
                             "12 angry men",
                             "7 up",
                             "top 10 list",
                             "12 o'clock",
                             "f/8, 1/125 s",
                             "16:9",
                             "grade 5 titanium",
                             "10 years anniversary",
                             "year 2012",
                             "under 12 stars",
                             "below 10 degrees",
                             "12",
                             "",
                             "一二三",
                             "第12章",
                             "3 days old bread",
                             "stage 3",
                             "page 12",
                             "image 12",
                             "5 years of friendship"})
        EXPECT_FALSE(minor_age(text)) << text;
}

TEST(Ages, cost_a_bounded_number_of_steps_a_token) {
    for (std::string_view unit : {"1,000,", "1.", "hundred ", "2 plus ", "1-", "age ", "y ", "一",
                                  "1岁8", "o1", "1o1ox", "u18", "<1", "half ", "the age of "}) {
        std::string text;
        while (text.size() < 64 * 1024)
            text += unit;
        Budget budget(UINT64_MAX);
        names_minor_age(symbols_of(fold(text, budget), budget), budget);
        EXPECT_LT(budget.spent(), 20 * text.size()) << unit;
    }
}

}  // namespace
}  // namespace easel::moderation
