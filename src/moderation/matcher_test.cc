#include "moderation/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace easel::moderation {
namespace {

Groups scan(const Matcher& matcher, std::string_view text, ModelKind model = ModelKind::general) {
    Budget budget(100'000'000);
    Groups groups = 0;
    for (const auto& reading : readings(text, budget))
        groups |= matcher.scan(symbols_of(reading, budget), model, budget);
    EXPECT_FALSE(budget.over());
    return groups;
}

/// Harmless words in the place of real ones: the machinery does not know what they mean.
Matcher toy() {
    std::vector<Term> terms;
    for (auto [text, group] :
         {std::pair{"lion", Group::minor}, std::pair{"tin", Group::sexual},
          std::pair{"grey seal", Group::hard}, std::pair{"teen", Group::minor_mature},
          std::pair{"lion tamer", Group::benign}, std::pair{"tin foil", Group::benign_general},
          std::pair{"狮子", Group::minor}, std::pair{"grey seal pup", Group::benign},
          std::pair{"panther", Group::sexual}, std::pair{"pan ther mal", Group::benign}})
        terms.push_back(*make_term(text, group));
    return Matcher(std::move(terms));
}

TEST(Automaton, finds_what_a_slow_search_finds) {
    std::mt19937_64 chance(7);
    auto random_word = [&](std::size_t longest) {
        std::u32string word(1 + chance() % longest, U'a');
        for (auto& c : word)
            c = U'a' + static_cast<char32_t>(chance() % 3);
        return word;
    };
    for (int round = 0; round < 200; ++round) {
        std::vector<std::u32string> words(1 + chance() % 12);
        for (auto& word : words)
            word = random_word(5);
        const auto text = random_word(60);
        const Automaton automaton(words);
        std::vector<std::pair<std::size_t, std::uint32_t>> found;
        std::vector<std::pair<std::size_t, std::uint32_t>> wanted;
        Budget budget(1'000'000);
        Automaton::State state = Automaton::start;
        for (std::size_t end = 1; end <= text.size(); ++end) {
            state = automaton.next(state, text[end - 1], budget);
            automaton.each_end(state,
                               [&](std::uint32_t number) { found.emplace_back(end, number); });
            for (std::uint32_t i = 0; i < words.size(); ++i)
                if (std::u32string_view(text).substr(0, end).ends_with(words[i]))
                    wanted.emplace_back(end, i);
        }
        std::ranges::sort(found);
        EXPECT_EQ(found, wanted) << round;
        EXPECT_LE(budget.spent(), 2 * text.size() + 1);
    }
}

TEST(Matcher, finds_words_and_not_parts_of_words) {
    const Matcher matcher = toy();
    for (const char* text :
         {"lion", "a LION.", "lions", "lion's den", "l10n", "l i o n", "l-i-o-n", "llliooon",
          "lion2", "my_lion_v2", "CuteLionModel", "li-on", "1ion", "|ion", "l!on", "li on"})
        EXPECT_TRUE(scan(matcher, text) & bit(Group::minor)) << text;
    for (const char* text :
         {"million", "lionel", "stallion", "li", "on", "lin", "lino", "ion", "he will. I on top"})
        EXPECT_FALSE(scan(matcher, text) & bit(Group::minor)) << text;
}

TEST(Matcher, finds_a_longer_word_that_single_spaces_cut) {
    const Matcher matcher = toy();
    for (const char* text : {"pan ther", "pa nther", "panth ers", "a pan ther", "pan th er",
                             "PAN THER!", "p4n th3r", "gre y sea l"})
        EXPECT_TRUE(scan(matcher, text)) << text;
    for (const char* text :
         {"pan. ther", "pan  ther", "pan thermal", "japan ther", "pan other", "te en"})
        EXPECT_FALSE(scan(matcher, text) & bit(Group::sexual)) << text;
    EXPECT_EQ(scan(matcher, "pan ther mal"), 0) << "a benign phrase lifts it";
}

TEST(Matcher, needs_each_letter_of_a_double_one) {
    const Matcher matcher = toy();
    EXPECT_TRUE(scan(matcher, "teeeen") & bit(Group::minor_mature));
    EXPECT_FALSE(scan(matcher, "ten") & bit(Group::minor_mature));
}

TEST(Matcher, takes_v_for_u_and_a_ring_for_o_but_not_u_for_v) {
    std::vector<Term> terms;
    terms.push_back(*make_term("uvula", Group::minor));
    terms.push_back(*make_term("oven", Group::sexual));
    const Matcher matcher(std::move(terms));
    EXPECT_TRUE(scan(matcher, "vvvla") & bit(Group::minor));
    EXPECT_TRUE(scan(matcher, "uvvla") & bit(Group::minor));
    EXPECT_TRUE(scan(matcher, "()ven") & bit(Group::sexual));
    EXPECT_FALSE(scan(matcher, "uuula") | scan(matcher, "ouen") | scan(matcher, "(oh) uula"));
}

TEST(Matcher, finds_terms_of_several_words_together_or_apart) {
    const Matcher matcher = toy();
    for (const char* text :
         {"grey seal", "greyseal", "grey-seals", "grey, seal", "g r e y  s e a l", "grey\nseal"})
        EXPECT_TRUE(scan(matcher, text) & bit(Group::hard)) << text;
    EXPECT_FALSE(scan(matcher, "grey old seal"));
}

TEST(Matcher, finds_terms_that_fill_a_word_together) {
    const Matcher matcher = toy();
    const auto both = static_cast<Groups>(bit(Group::minor) | bit(Group::sexual));
    EXPECT_EQ(scan(matcher, "liontin"), both);
    EXPECT_EQ(scan(matcher, "tinlion"), both);
    EXPECT_EQ(scan(matcher, "tinliontin"), both);
    EXPECT_EQ(scan(matcher, "tinlions"), both);
    EXPECT_EQ(scan(matcher, "liontinx"), 0);
    EXPECT_EQ(scan(matcher, "xliontin"), 0);
}

TEST(Matcher, needs_no_word_boundary_in_chinese) {
    const Matcher matcher = toy();
    for (const char* text :
         {"狮子", "大狮子王", "狮 子", "獅子狮子", "a狮子b", "狮*子", "大\n狮\n子", "大、狮、子",
          "狮。子。", "大x狮x子", "x狮X子x时x", "大1狮1子", "大 o 狮 o 子"})
        EXPECT_TRUE(scan(matcher, text) & bit(Group::minor)) << text;
    for (const char* text : {"大狮。子时", "狮T子", "狮T恤子", "大狮\n子时", "狮t子x"})
        EXPECT_FALSE(scan(matcher, text) & bit(Group::minor)) << text;
}

TEST(Matcher, lifts_what_a_benign_phrase_contains_and_nothing_else) {
    const Matcher matcher = toy();
    EXPECT_EQ(scan(matcher, "a Lion tamer"), 0);
    EXPECT_TRUE(scan(matcher, "a lion tamer and a lion") & bit(Group::minor));
    EXPECT_TRUE(scan(matcher, "lion") & bit(Group::minor));
    EXPECT_EQ(scan(matcher, "tin foil"), 0);
    EXPECT_TRUE(scan(matcher, "tin foil", ModelKind::mature) & bit(Group::sexual));
    EXPECT_EQ(scan(matcher, "lion tamer", ModelKind::mature), 0);
    EXPECT_TRUE(scan(matcher, "grey seal pup") & bit(Group::hard)) << "hard terms are never lifted";
}

TEST(Term, refuses_what_cannot_be_matched) {
    for (const char* text : {"", "  ", "!?", "\u200B", "a", "\xFF", "7"})
        EXPECT_FALSE(make_term(text, Group::hard)) << text;
    std::string spread;
    for (int i = 0; i < 61; ++i)
        spread += static_cast<char>('a' + i % 26);
    EXPECT_FALSE(make_term(spread, Group::hard));
    EXPECT_TRUE(make_term(spread.substr(1), Group::hard));
    EXPECT_TRUE(make_term("幼", Group::hard));
}

}  // namespace
}  // namespace easel::moderation
