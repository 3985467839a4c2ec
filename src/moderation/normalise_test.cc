#include "moderation/normalise.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "moderation/decode.h"
#include "moderation/symbols.h"

namespace easel::moderation {
namespace {

std::u32string folded(std::string_view text) {
    Budget budget(1'000'000);
    auto out = fold(text, budget);
    std::erase(out, soft_break);
    return out;
}

std::u32string leet(std::string_view text, Leet how) {
    Budget budget(1'000'000);
    auto out = read_leet(fold(text, budget), how, budget);
    std::ranges::replace(out, i_or_l, U'¿');
    return out;
}

TEST(Normalise, folds_forms_of_a_letter_to_the_letter) {
    struct Case {
        const char* given;
        std::u32string_view wanted;
    };
    for (const Case& c : {Case{"ABC", U"abc"},
                          Case{"ａｂｃ１２", U"abc12"},
                          Case{"𝐚𝒃𝔠", U"abc"},
                          Case{"ⓐⓑ①", U"ab1"},
                          Case{"🅰🅱", U"ab"},
                          Case{"🇦🇧", U"ab"},
                          Case{"а\u0435о", U"aeo"},
                          Case{"ΝΗΡ", U"nhp"},
                          Case{"ᴀʙᴄ", U"abc"},
                          Case{"é\u0336ñ", U"en"},
                          Case{"straße", U"strasse"},
                          Case{"ﬁ", U"fi"},
                          Case{"a\u200Bb\u00AD\u2060c", U"abc"},
                          Case{"٣۵", U"35"},
                          Case{"學園", U"学园"},
                          Case{"1\uFE0F\u20E3", U"1"},
                          Case{"👶", U" baby "},
                          Case{"ϲ", U"c"},
                          Case{"\u2C83\u2C89\uA4EE", U"bea"},
                          Case{"\u15EA\u0253\u1D09", U"dbi"},
                          Case{"\u05D5\u17E0\u0B20", U"10o"}})
        EXPECT_TRUE(folded(c.given) == c.wanted) << c.given;
}

TEST(Normalise, keeps_a_trace_of_what_has_no_width) {
    Budget budget(1000);
    EXPECT_TRUE(fold("a\u200Bb", budget) == (std::u32string{U'a', soft_break, U'b'}));
    EXPECT_TRUE(fold("aB", budget) == (std::u32string{U'a', soft_break, U'b'}));
}

TEST(Normalise, survives_malformed_bytes) {
    for (const char* bad :
         {"\xFF", "a\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE7\x94", "\x80\x80"})
        EXPECT_TRUE(folded(bad).contains(0xFFFD)) << bad;
}

TEST(Normalise, reads_digits_and_signs_as_letters_inside_words_only) {
    EXPECT_TRUE(leet("h3110 w0r1d", Leet::words) == U"he¿¿o wor¿d");
    EXPECT_TRUE(leet("$now @pple", Leet::words) == U"snow apple");
    EXPECT_TRUE(leet("1234 nice!", Leet::words) == U"1234 nice!");
    EXPECT_TRUE(leet("n 0 w", Leet::words) == U"n o w");
    EXPECT_TRUE(leet("w()rd", Leet::words) == std::u32string(U"wo") + soft_break + U"rd");
    EXPECT_TRUE(leet("7 00 nice!", Leet::everything) == U"t oo nice¿");
}

TEST(Normalise, undoes_escapes_once_a_round) {
    struct Case {
        const char* given;
        const char* wanted;
    };
    for (const Case& c : {Case{"%41%42", "AB"},
                          Case{"%2541", "%41"},
                          Case{"100% sure", "100% sure"},
                          Case{"%u0041", "A"},
                          Case{"&#65;&#x42;&#67", "ABC"},
                          Case{"a&shy;b&amp;c", "a\u00ADb&c"},
                          Case{"a&ZeroWidthSpace;b&NoBreak;&LRM;", "a\u00ADb\u00AD\u00AD"},
                          Case{"\\x41\\x4a", "AJ"},
                          Case{"\\u{41}\\u{00042}", "AB"},
                          Case{"\\U0001F476", "👶"},
                          Case{"\\U0041", "A"},
                          Case{"\\x4", "\\x4"},
                          Case{"\\u{}", "\\u{}"},
                          Case{"\\u{41", "\\u{41"},
                          Case{"\\xZZ", "\\xZZ"},
                          Case{"\\u0041", "A"},
                          Case{"\U000E0041\U000E0020\U000E007E", "A ~"},
                          Case{"\U000E001F\U000E007F", "\U000E001F\U000E007F"},
                          Case{"&#xFFFFFFF;x", "x"},
                          Case{"%", "%"},
                          Case{"&", "&"},
                          Case{"&#", "&#"},
                          Case{"\\", "\\"}})
        EXPECT_EQ(decode_escapes(c.given), c.wanted) << c.given;
}

TEST(Normalise, takes_short_tags_for_nothing) {
    const std::string longer(65, 'x');
    for (const auto& [given, wanted] :
         {std::pair<std::string, std::string>{"a<b>c</b>d", "a\u00ADc\u00ADd"},
          {"a<!-- -->b", "a\u00ADb"},
          {"<>", "\u00AD"},
          {"a < b", "a < b"},
          {"a << b> c", "a <\u00AD c"},
          {"<", "<"},
          {"<" + longer + ">", "<" + longer + ">"},
          {"<" + longer.substr(1) + ">", "\u00AD"}})
        EXPECT_EQ(without_tags(given), wanted) << given;
}

TEST(Normalise, reads_what_a_tag_holds_and_what_it_parts) {
    Budget budget(1'000'000);
    const auto all = readings("<%61%62> c&lt;d&gt;e", budget);
    EXPECT_TRUE(std::ranges::find(all, U"<ab> c<d>e") != all.end());
    EXPECT_TRUE(std::ranges::find(all, std::u32string(U" c") + soft_break + U"e") != all.end());
    const auto four_times = readings("%25252541", budget);
    EXPECT_TRUE(std::ranges::find(four_times, U"a") != four_times.end());
}

TEST(Normalise, gives_each_reading_once_and_the_plain_one_first) {
    Budget budget(1'000'000);
    EXPECT_EQ(readings("a plain text", budget).size(), 1U);
    const auto twice = readings("%2541", budget);
    EXPECT_TRUE(twice.front() == U"%2541");
    EXPECT_TRUE(std::ranges::find(twice, U"a") != twice.end());
}

Symbols symbols(std::string_view text) {
    Budget budget(1'000'000);
    return symbols_of(fold(text, budget), budget);
}

TEST(Symbols, know_what_stands_before_them) {
    const auto list = symbols("ab-c d. e\u200Bf");
    const Gap wanted[] = {Gap::stop, Gap::none, Gap::tight, Gap::space, Gap::stop, Gap::soft};
    ASSERT_EQ(list.size(), std::size(wanted));
    for (std::size_t i = 0; i < list.size(); ++i)
        EXPECT_EQ(list[i].gap, wanted[i]) << i;
}

TEST(Symbols, join_across_white_space_only_where_the_pieces_are_no_words) {
    EXPECT_TRUE(symbols("a b")[1].joins);
    EXPECT_TRUE(symbols("ab cd")[2].joins);
    EXPECT_TRUE(symbols("x cde")[1].joins);
    EXPECT_FALSE(symbols("a cde")[1].joins) << "a is a word of its own";
    EXPECT_FALSE(symbols("abc de")[3].joins);
    EXPECT_FALSE(symbols("ab. cd")[2].joins);
    EXPECT_TRUE(symbols("abc-de")[3].joins);
}

TEST(Symbols, drop_apostrophes_in_words_and_the_rest_of_long_runs) {
    EXPECT_EQ(symbols("dog's")[3].gap, Gap::none);
    EXPECT_EQ(symbols("aaaaaaaaab").size(), 5U);
    EXPECT_TRUE(symbols("").empty());
}

TEST(Symbols, start_a_word_where_digits_and_letters_meet) {
    EXPECT_TRUE(symbols("2b")[1].starts);
    EXPECT_FALSE(symbols("ab")[1].starts);
}

}  // namespace
}  // namespace easel::moderation
