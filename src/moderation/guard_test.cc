#include "moderation/guard.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/encoding.h"
#include "base/text.h"
#include "moderation/lexicon.h"
#include "moderation/testing/benign.h"
#include "moderation/testing/evasion.h"

namespace easel::moderation {
namespace {

// The settings are one list of terms to add. A second member would need a decision of its own here.
static_assert(sizeof(GuardSettings) == sizeof(std::vector<std::string>));
static_assert(!std::is_constructible_v<order::Checked<order::Prompt>, order::Prompt>);
static_assert(!std::is_constructible_v<order::Checked<order::Prompt>>);
static_assert(!std::is_convertible_v<order::Prompt, order::Checked<order::Prompt>>);
static_assert(!std::is_default_constructible_v<Guard> && !std::is_copy_constructible_v<Guard>);

const Guard& guard() {
    static const auto made = Guard::create();
    return *made;
}

bool is_blocked(const Effective& effective, const Guard& by = guard()) {
    auto checked = by.check(effective);
    return !checked && checked.error().kind == ErrorKind::moderation_blocked;
}
Effective text(std::string words) {
    return {{std::move(words), ""}};
}
Effective on_mature(std::string words, std::string negative = "") {
    return {{std::move(words), std::move(negative)}, {}, true};
}

TEST(Guard, hands_back_the_very_prompt_that_it_let_pass) {
    auto checked = guard().check({{"a red bicycle", "blurry"}, {"watercolour"}, false});
    ASSERT_TRUE(checked.has_value());
    EXPECT_EQ((*checked)->text, "a red bicycle");
    EXPECT_EQ((*checked)->negative, "blurry");
}

TEST(Guard, answers_every_block_alike_and_names_no_word) {
    testing::Chance chance(5);
    for (int i = 0; i < 50; ++i) {
        auto checked = guard().check(bare_pair(testing::Evasion::plain, chance));
        ASSERT_FALSE(checked.has_value());
        EXPECT_EQ(checked.error().message, "Your request was rejected by the safety system.");
        EXPECT_EQ(checked.error().detail, "minors");
        EXPECT_EQ(checked.error().param, "");
        EXPECT_EQ(blocked_category(checked.error()), Category::minors);
    }
}

TEST(Guard, takes_a_sign_at_the_end_of_a_word_for_both_a_letter_and_a_sign) {
    EXPECT_TRUE(is_blocked(text("ch1ld! nud3!"))) << "punctuation";
    EXPECT_TRUE(is_blocked(text("lol! nud3"))) << "a letter";
}

TEST(Guard, each_term_of_a_list_does_what_its_list_says) {
    for (const auto& term : plain_terms(Group::hard)) {
        EXPECT_TRUE(is_blocked(text(term)));
        EXPECT_TRUE(is_blocked({{"a red bicycle", term}}));
    }
    for (const auto& term : plain_terms(Group::minor)) {
        EXPECT_FALSE(is_blocked(text(term))) << to_base64(term);
        EXPECT_TRUE(is_blocked(on_mature(term))) << to_base64(term);
        EXPECT_TRUE(is_blocked(text(term + ", nude"))) << to_base64(term);
    }
    for (const auto& term : plain_terms(Group::minor_mature)) {
        EXPECT_FALSE(is_blocked(text(term + ", nude"))) << to_base64(term);
        EXPECT_TRUE(is_blocked(on_mature(term))) << to_base64(term);
    }
    for (const auto& term : plain_terms(Group::sexual)) {
        EXPECT_FALSE(is_blocked(text(term))) << to_base64(term);
        EXPECT_TRUE(is_blocked(text("child, " + term))) << to_base64(term);
        EXPECT_TRUE(is_blocked(text("12 years old, " + term))) << to_base64(term);
        EXPECT_FALSE(is_blocked(text("28 years old, " + term))) << to_base64(term);
    }
    for (const auto& term : plain_terms(Group::grown)) {
        EXPECT_TRUE(is_blocked({{"nude", term}})) << to_base64(term);
        EXPECT_FALSE(is_blocked(text("nude, " + term))) << to_base64(term);
        EXPECT_FALSE(is_blocked({{"a red bicycle", term}})) << to_base64(term);
        EXPECT_TRUE(is_blocked(on_mature("a red bicycle", term))) << to_base64(term);
    }
}

TEST(Guard, sees_through_each_benign_phrase_as_soon_as_something_else_is_there) {
    for (Group group : {Group::benign, Group::benign_general}) {
        for (const auto& phrase : plain_terms(group)) {
            EXPECT_FALSE(is_blocked(text(phrase + ", a red bicycle"))) << phrase;
            EXPECT_TRUE(is_blocked(text(phrase + ", child, nude"))) << phrase;
            EXPECT_TRUE(is_blocked(text("child, nude, " + phrase))) << phrase;
        }
    }
}

TEST(Guard, each_benign_phrase_is_needed) {
    // A phrase that contains no listed word would be dead weight in the lists.
    std::vector<Term> terms;
    for (Group group : {Group::minor, Group::minor_mature, Group::sexual, Group::grown})
        for (const auto& term : plain_terms(group))
            terms.push_back(*make_term(term, group));
    const Matcher bare(std::move(terms));
    for (Group group : {Group::benign, Group::benign_general}) {
        for (const auto& phrase : plain_terms(group)) {
            Budget budget(1'000'000);
            EXPECT_TRUE(
                bare.scan(symbols_of(fold(phrase, budget), budget), ModelKind::mature, budget))
                << phrase;
        }
    }
}

TEST(Guard, does_not_care_in_which_field_or_order_the_signals_stand) {
    testing::Chance chance(11);
    for (int i = 0; i < 100; ++i) {
        std::vector<std::string> parts{"watercolour", plain_terms(Group::minor)[chance() % 100],
                                       plain_terms(Group::sexual)[chance() % 100], "model v2"};
        std::ranges::shuffle(parts, chance);
        EXPECT_TRUE(is_blocked({{parts[0], "blurry"}, {parts[1], parts[2], parts[3]}})) << i;
        EXPECT_TRUE(is_blocked({{"", ""}, parts})) << i;
    }
    EXPECT_FALSE(is_blocked({{"child", "blurry"}, {"watercolour"}}));
    EXPECT_FALSE(is_blocked({{"nude", "blurry"}, {"watercolour"}}));
}

TEST(Guard, takes_the_negative_prompt_for_what_is_not_wanted) {
    for (const auto& term : plain_terms(Group::sexual)) {
        EXPECT_FALSE(is_blocked({{"a family picnic with kids", term}})) << to_base64(term);
        EXPECT_TRUE(is_blocked({{"child", ""}, {term}})) << to_base64(term);
    }
    for (const auto& term : plain_terms(Group::minor)) {
        const bool holds_adult = term.contains("adult") || term.contains("成年");
        if (holds_adult) continue;  // read as "adult" there: the strict side
        EXPECT_FALSE(is_blocked({{"nude", term}})) << to_base64(term);
        EXPECT_FALSE(is_blocked(on_mature("a red bicycle", term))) << to_base64(term);
        EXPECT_TRUE(is_blocked({{"nude, " + term, term}})) << to_base64(term);
    }
    for (const auto& term : plain_terms(Group::hard))
        EXPECT_TRUE(is_blocked({{"nude", term}}));
    EXPECT_FALSE(is_blocked({{"baby elephant", "nsfw"}}));
    EXPECT_TRUE(is_blocked({{"child, nude", "nsfw"}}));
    EXPECT_TRUE(is_blocked({{"nude", "nsfw, mature"}}));
    EXPECT_FALSE(is_blocked({{"child", "nsfw, mature"}}));
    EXPECT_TRUE(is_blocked({{"child", "nude"}, {"nude"}})) << "drawn as well";
}

TEST(Guard, does_not_take_every_young_word_for_a_minor_on_general_models) {
    for (const char* words :
         {"girl, nude", "boy, nude", "1girl, nude", "young woman, nude", "nude, student",
          "nude, 18 years old", "nude, twenty years old", "女孩，裸体", "nude, baby blue"})
        EXPECT_FALSE(is_blocked(text(words))) << words;
    for (const char* words : {"1girl, solo", "girl, city", "office lady", "woman, 30 years old",
                              "young woman", "college student", "大学生", "女孩子"})
        EXPECT_FALSE(is_blocked(on_mature(words))) << words;
}

TEST(Guard, extra_terms_only_add) {
    auto more = Guard::create({{"purple heron", "紫鹭", "child", "nude", "baby blue"}});
    ASSERT_TRUE(more.has_value());
    EXPECT_TRUE(is_blocked(text("a PURPLE h3ron"), *more));
    EXPECT_TRUE(is_blocked(text("一只紫鷺"), *more) || is_blocked(text("一只紫鹭"), *more));
    EXPECT_FALSE(is_blocked(text("a purple heron")));
    auto own = more->check(text("purple heron"));
    EXPECT_EQ(blocked_category(own.error()), Category::operator_term);

    testing::Chance chance(3);
    const auto benign = testing::written_prompts();
    for (int round = 0; round < 20; ++round) {
        GuardSettings settings;
        for (int i = 0; i < 10; ++i) {
            const auto& prompt = benign[chance() % benign.size()];
            settings.extra_terms.push_back(std::string(utf8_prefix(prompt, 4 + chance() % 30)));
            settings.extra_terms.push_back(plain_terms(Group::benign)[chance() % 100]);
        }
        auto grown = Guard::create(settings);
        ASSERT_TRUE(grown.has_value());
        for (testing::Evasion evasion : testing::evasions)
            EXPECT_TRUE(is_blocked(bare_pair(evasion, chance), *grown)) << name_of(evasion);
        for (const auto& term : plain_terms(Group::hard))
            EXPECT_TRUE(is_blocked(text(term), *grown));
    }
}

TEST(Guard, refuses_extra_terms_that_it_could_not_find) {
    for (const char* term : {"", " ", "x", "!!", "\u200B"}) {
        auto made = Guard::create({{term}});
        ASSERT_FALSE(made.has_value()) << term;
        EXPECT_EQ(made.error().kind, ErrorKind::invalid_value);
    }
    EXPECT_FALSE(Guard::create({std::vector<std::string>(10'001, "heron")}).has_value());
}

TEST(Guard, does_not_start_with_damaged_lists) {
    const auto good = built_in_lists();
    EXPECT_TRUE(load_lexicon(good, built_in_checksum()).has_value());
    std::string other(built_in_checksum());
    other[0] = other[0] == '0' ? '1' : '0';
    EXPECT_FALSE(load_lexicon(good, other).has_value());
    for (std::size_t i = 0; i < list_count; ++i) {
        auto shorter = good;
        shorter[i].lines = shorter[i].lines.subspan(1);
        auto empty = good;
        empty[i].lines = {};
        auto swapped = good;
        std::swap(swapped[i].lines, swapped[(i + 1) % list_count].lines);
        for (const auto& lists : {shorter, empty, swapped}) {
            auto loaded = load_lexicon(lists, built_in_checksum());
            ASSERT_FALSE(loaded.has_value()) << good[i].name;
            EXPECT_EQ(loaded.error().kind, ErrorKind::safety_unavailable);
        }
    }
    const std::string_view broken[] = {"not base64!"};
    auto damaged = good;
    damaged[0].lines = broken;
    EXPECT_FALSE(load_lexicon(damaged, built_in_checksum()).has_value());
}

TEST(Guard, refuses_everything_after_it_was_moved_away) {
    auto made = Guard::create();
    ASSERT_TRUE(made.has_value());
    EXPECT_TRUE(made->ready());
    const Guard taken = std::move(*made);
    EXPECT_TRUE(taken.ready());
    EXPECT_FALSE(made->ready());
    auto checked = made->check(text("a red bicycle"));
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().kind, ErrorKind::safety_unavailable);
}

/// Text of at least so many bytes.
std::string filled(std::string_view unit, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes)
        out += unit;
    return out;
}

std::vector<std::string> hostile_units() {
    std::vector<std::string> units{
        "a",        "ab ",      "a b ",    "ll",     "i1",           "!|1l",    "oooo ",
        "t e e n ", "%25",      "&#108;",  "&#",     "\xEF\xB7\xBA", "\u200B",  "e\u0301\u0336",
        "👶",       "12 ",      "1,000,",  "十岁",   "\xFF",         "2 plus ", "aB",
        "'",        "s s s s ", "\\u0061", "y/o 5 ", "l1!|"};
    for (Group group :
         {Group::hard, Group::minor, Group::sexual, Group::benign, Group::benign_general})
        for (const auto& term : plain_terms(group)) {
            units.push_back(term);
            units.push_back(term + "1! %25252541<>");  // eighteen readings
        }
    return units;
}

TEST(Guard, spends_steps_in_proportion_to_the_text) {
    constexpr std::size_t unit_bytes = 128 * 1024;
    constexpr std::size_t part = 512;
    std::uint64_t most = 0;
    std::string worst;
    for (const auto& unit : hostile_units()) {
        // A part of the length tells the factor; the whole takes too long for each unit here.
        const auto steps = part * guard().steps(text(filled(unit, unit_bytes / part)));
        if (steps > most) {
            most = steps;
            worst = unit;
        }
    }
    const auto whole = guard().steps(text(filled(worst, unit_bytes)));
    std::printf("worst unit of %zu bytes (base64 %s): %llu steps for 128 KiB, %.0f a byte\n",
                worst.size(), to_base64(worst).c_str(), static_cast<unsigned long long>(whole),
                static_cast<double>(whole) / unit_bytes);
    EXPECT_LT(whole, most + most / 10) << "more than linear";
    EXPECT_LT(whole, Guard::steps_max);
    const auto everyday =
        guard().steps(text("a family having a picnic in the park, watercolour, soft light"));
    std::printf("an everyday prompt of 63 bytes: %llu steps\n",
                static_cast<unsigned long long>(everyday));
}

TEST(Guard, has_steps_enough_for_the_longest_prompt_of_any_script) {
    constexpr int characters = 32'000;
    for (const char* character : {"a", "e ", "I", "1", "狮", "岁", "十", "👶", "🍑", "\u00E9",
                                  "\uFDFA", "\u2C81", "\u05D5", "\u200B", "\U000E0041", "<", "("}) {
        std::string words;
        for (int i = 0; i < characters; ++i)
            words += character;
        const Effective longest{{words, words}, {}, true};
        EXPECT_LE(guard().steps(longest), Guard::steps_max) << character;
        auto checked = guard().check(longest);
        EXPECT_TRUE(checked || checked.error().kind == ErrorKind::moderation_blocked) << character;
    }
}

TEST(Guard, refuses_what_is_too_much_work_to_check) {
    auto checked = guard().check(text(filled("a bicycle ", Guard::bytes_max + 1)));
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().kind, ErrorKind::safety_unavailable);
    EXPECT_TRUE(guard().check(text(filled("a bicycle ", Guard::bytes_max - 16))).has_value());
    const auto harmless = text(filled("schoolchildren1! %2541 ", Guard::bytes_max - 64));
    checked = guard().check(harmless);
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().kind, ErrorKind::safety_unavailable);
    EXPECT_EQ(checked.error().detail, "work budget exceeded");
    Budget small(10);
    EXPECT_LT(fold(filled("a", 1000), small).size(), 100U);
    EXPECT_TRUE(small.over());
}

TEST(Guard, never_crashes_on_bytes_of_any_kind) {
    std::mt19937_64 chance(99);
    for (int i = 0; i < 500; ++i) {
        std::string bytes(chance() % 200, '\0');
        for (char& c : bytes)
            c = static_cast<char>(chance());
        guard().check({{bytes, bytes}, {bytes}, i % 2 == 0});
    }
}

TEST(Guard, has_no_switch_in_its_sources) {
    int files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(EASEL_SOURCE_DIR "/src/moderation")) {
        const std::string name = entry.path().filename();
        if (!(name.ends_with(".cc") || name.ends_with(".h")) || name.ends_with("_test.cc"))
            continue;
        ++files;
        std::ifstream in(entry.path());
        const std::string source(std::istreambuf_iterator<char>(in), {});
        for (const char* word : {"getenv", "#if", "#ifdef", "#ifndef", "__has_include"})
            EXPECT_FALSE(source.contains(word)) << name << " has " << word;
    }
    EXPECT_GT(files, 20);
}

TEST(Guard, may_be_asked_by_many_threads_at_once) {
    const auto made = Guard::create();
    ASSERT_TRUE(made.has_value());
    std::vector<int> blocked(4, 0);
    {
        std::vector<std::jthread> threads;
        for (int& count : blocked)
            threads.emplace_back([&made, &count] {
                for (int i = 0; i < 50; ++i)
                    count += is_blocked(text("child, nude"), *made) ? 1 : 0;
            });
    }
    for (int count : blocked)
        EXPECT_EQ(count, 50);
}

TEST(Guard, on_mature_models_is_strict_and_says_how_often_it_errs) {
    int blocked = 0;
    int all = 0;
    for (const char* who :
         {"woman", "man", "adult woman", "1girl, solo", "1boy", "girl", "office lady", "elf queen",
          "couple", "college student", "30 years old woman", "vampire lord", "nurse", "teacher"}) {
        for (const char* what :
             {"city at night", "long hair, blue eyes", "beach", "red dress", "fantasy armour",
              "baby blue dress", "nude", "lingerie", "portrait, soft light", "smile", "mature",
              "young", "school uniform", "petite"}) {
            ++all;
            if (is_blocked(on_mature(std::string(who) + ", " + what))) ++blocked;
        }
    }
    std::printf("mature model, adult prompts: %d blocked of %d\n", blocked, all);
    EXPECT_LT(blocked * 4, all);
}

}  // namespace
}  // namespace easel::moderation
