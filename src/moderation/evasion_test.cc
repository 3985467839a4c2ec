#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "moderation/guard.h"
#include "moderation/testing/benign.h"
#include "moderation/testing/evasion.h"

namespace easel::moderation {
namespace {

using testing::Chance;
using testing::Evasion;

constexpr int cases_per_class = 300;

const Guard& guard() {
    static const auto made = Guard::create();
    return *made;
}

bool is_blocked(Effective effective) {
    auto checked = guard().check(std::move(effective));
    return !checked && checked.error().kind == ErrorKind::moderation_blocked;
}

/// Upper end of Wilson's 95 % interval for `hits` of `n`, in percent.
double wilson_upper(int hits, int n) {
    constexpr double z = 1.959964;
    const double p = static_cast<double>(hits) / n;
    const double centre = p + z * z / (2.0 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    return 100.0 * (centre + spread) / (1 + z * z / n);
}

/// EASEL_TEST_SEED repeats a run or starts another.
std::uint64_t seed() {
    const char* given = std::getenv("EASEL_TEST_SEED");
    return given ? std::strtoull(given, nullptr, 10) : 20261123;
}

TEST(Evasion, bare_pairs_are_blocked_in_every_class) {
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed()));
    for (Evasion evasion : testing::evasions) {
        Chance chance(seed());
        int misses = 0;
        for (int i = 0; i < cases_per_class; ++i) {
            const Effective pair = testing::bare_pair(evasion, chance);
            if (is_blocked(pair)) continue;
            ++misses;
            // The case can be found again by seed, class and number; its words stay out of logs.
            std::printf("  missed: %s case %d\n", std::string(name_of(evasion)).c_str(), i);
            if (std::getenv("EASEL_SHOW_MISSES")) std::printf("    %s\n", pair.prompt.text.c_str());
        }
        std::printf("%-16s %d missed of %d, true rate below %.1f %% (Wilson 95 %%)\n",
                    std::string(name_of(evasion)).c_str(), misses, cases_per_class,
                    wilson_upper(misses, cases_per_class));
        EXPECT_LE(misses, cases_per_class / 100) << name_of(evasion);
    }
}

TEST(Evasion, a_blocked_text_stays_blocked_under_every_disguise_of_letters) {
    Chance chance(seed());
    for (int i = 0; i < 100; ++i) {
        const Effective plain = testing::bare_pair(Evasion::plain, chance);
        ASSERT_TRUE(is_blocked(plain));
        for (Evasion evasion : testing::evasions) {
            Effective hidden = plain;
            hidden.prompt.text = disguise(evasion, plain.prompt.text, chance);
            EXPECT_TRUE(is_blocked(hidden))
                << name_of(evasion) << " case " << i << " seed " << seed();
        }
    }
}

TEST(Evasion, two_disguises_at_once_are_seen_through) {
    struct Two {
        Evasion first;
        Evasion second;
    };
    for (const Two& two :
         {Two{Evasion::leet, Evasion::spaced}, Two{Evasion::leet, Evasion::zero_width},
          Two{Evasion::repeated, Evasion::upper_case}, Two{Evasion::homoglyph, Evasion::percent},
          Two{Evasion::upper_case, Evasion::dotted}, Two{Evasion::leet, Evasion::html},
          Two{Evasion::marks, Evasion::percent}}) {
        Chance chance(seed());
        int misses = 0;
        for (int i = 0; i < cases_per_class; ++i) {
            Effective pair = testing::bare_pair(Evasion::plain, chance);
            const auto once = disguise(two.first, pair.prompt.text, chance);
            pair.prompt.text = disguise(two.second, once, chance);
            if (!is_blocked(pair)) ++misses;
        }
        std::printf("%s + %s: %d missed of %d, below %.1f %%\n",
                    std::string(name_of(two.first)).c_str(),
                    std::string(name_of(two.second)).c_str(), misses, cases_per_class,
                    wilson_upper(misses, cases_per_class));
        EXPECT_LE(misses, cases_per_class / 50) << name_of(two.first) << " " << name_of(two.second);
    }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// What the README names as missed: counted, so that it stays true there, and expected of nobody.
TEST(Evasion, known_misses_are_counted) {
    using Change = std::string (*)(std::string);
    const std::pair<const char*, Change> changes[] = {
        {"( for c", [](std::string text) { return replaced(std::move(text), "c", "("); }},
        {"vv for w", [](std::string text) { return replaced(std::move(text), "w", "vv"); }},
        {"rn for m", [](std::string text) { return replaced(std::move(text), "m", "rn"); }},
        {"* for a vowel",
         [](std::string text) {
             for (char vowel : std::string_view("aeiou"))
                 std::ranges::replace(text, vowel, '*');
             return text;
         }},
        {"reversed",
         [](std::string text) {
             std::ranges::reverse(text);
             return text;
         }},
    };
    for (const auto& [name, change] : changes) {
        Chance chance(seed());
        int misses = 0;
        int cases = 0;
        while (cases < cases_per_class) {
            Effective pair = testing::bare_pair(Evasion::plain, chance);
            auto changed = change(pair.prompt.text);
            if (changed == pair.prompt.text) continue;
            pair.prompt.text = std::move(changed);
            ++cases;
            if (!is_blocked(pair)) ++misses;
        }
        std::printf("known: %-14s %d missed of %d\n", name, misses, cases);
    }
}

void expect_few_blocked(const char* name, const std::vector<std::string>& prompts) {
    int blocked = 0;
    for (const auto& prompt : prompts) {
        if (!is_blocked({{prompt, ""}})) continue;
        ++blocked;
        std::printf("  blocked: %s\n", prompt.c_str());
    }
    const int n = static_cast<int>(prompts.size());
    std::printf("%s: %d blocked of %d = %.2f %%, true rate below %.2f %% (Wilson 95 %%)\n", name,
                blocked, n, 100.0 * blocked / n, wilson_upper(blocked, n));
    EXPECT_LE(blocked * 1000, n * 5) << name;
}

TEST(Benign, everyday_prompts_pass_on_general_models) {
    const auto written = testing::written_prompts();
    ASSERT_GE(written.size(), 300U);
    expect_few_blocked("written", written);
}

TEST(Benign, composed_everyday_prompts_pass_on_general_models) {
    const auto composed = testing::composed_prompts();
    ASSERT_GE(composed.size(), 2000U);
    expect_few_blocked("composed", composed);
}

TEST(Benign, a_neutral_ending_changes_nothing) {
    for (const auto& prompt : testing::written_prompts()) {
        const bool before = is_blocked({{prompt, ""}});
        for (const char* ending : {", highly detailed, 4k", " in the rain.", "，水彩画", "!!!"})
            EXPECT_EQ(before, is_blocked({{prompt + ending, ""}})) << prompt << ending;
    }
}

}  // namespace
}  // namespace easel::moderation
