#include "moderation/testing/evasion.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/encoding.h"
#include "moderation/lexicon.h"
#include "moderation/testing/minor_age.h"
#include "moderation/testing/pick.h"
#include "moderation/testing/substitutes.h"

namespace easel::moderation::testing {
namespace {

constexpr auto names = std::to_array<std::string_view>({"plain",
                                                        "upper_case",
                                                        "camel_case",
                                                        "leet",
                                                        "leet_shapes",
                                                        "spaced",
                                                        "dotted",
                                                        "homoglyph",
                                                        "extended_latin",
                                                        "coptic",
                                                        "lisu",
                                                        "turned",
                                                        "syllabics",
                                                        "foreign_shapes",
                                                        "tags",
                                                        "full_width",
                                                        "zero_width",
                                                        "marks",
                                                        "repeated",
                                                        "percent",
                                                        "html",
                                                        "named_entity",
                                                        "html_tag",
                                                        "backslash",
                                                        "emoji",
                                                        "glued",
                                                        "chinese",
                                                        "chinese_spaced",
                                                        "chinese_punctuated",
                                                        "chinese_lettered",
                                                        "traditional",
                                                        "split_word",
                                                        "split_style",
                                                        "split_negative",
                                                        "age_number",
                                                        "age_words",
                                                        "age_chinese",
                                                        "age_arithmetic",
                                                        "age_phrase"});

bool ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
bool letters_only(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

enum class Language { english, chinese };

/// Terms of a list in one language; English ones of letters, without our own emoji words.
const std::vector<std::string>& terms(Group group, Language language) {
    static std::map<std::pair<Group, Language>, std::vector<std::string>> cache;
    auto& list = cache[{group, language}];
    if (!list.empty()) return list;
    for (auto& term : plain_terms(group)) {
        const bool english = letters_only(term) && !term.contains("emoji");
        // Every character takes three bytes in UTF-8; "jk..." and the like are left out.
        const bool chinese = std::ranges::none_of(term, [](char c) { return ascii({&c, 1}); });
        if (language == Language::english ? english : chinese) list.push_back(std::move(term));
    }
    return list;
}

/// Characters of well-formed UTF-8, each as its bytes.
std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> list;
    for (char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) list.emplace_back();
        list.back().push_back(c);
    }
    return list;
}

/// Puts one of `between` between the letters of words, and keeps words apart by `words_apart`.
std::string sprinkle(std::string_view text, std::string_view between,
                     std::string_view words_apart) {
    std::string out;
    bool after_letter = false;
    for (const auto& c : characters(text)) {
        if (c == " ") {
            out += words_apart;
            after_letter = false;
            continue;
        }
        if (after_letter) out += between;
        out += c;
        after_letter = true;
    }
    return out;
}

/// Replaces letters by what the table has for them, each with probability `share` in percent, at
/// least one a word.
std::string substitute(std::string_view text, const Substitutes& table, std::size_t share,
                       Chance& chance) {
    std::string out;
    bool done = false;
    for (char c : text) {
        if (c == ' ') done = false;
        auto found = table.find(c);
        if (found == table.end() || (done && below(100, chance) >= share)) {
            out.push_back(c);
            continue;
        }
        out += pick(found->second, chance);
        done = true;
    }
    return out;
}

std::string full_width(std::string_view text, Chance& chance) {
    const bool bold = below(2, chance) == 1;
    std::string out;
    for (char c : text) {
        if (c < 'a' || c > 'z') {
            out.push_back(c);
            continue;
        }
        const auto offset = static_cast<unsigned char>(c - 'a');
        if (bold) {  // U+1D41A, mathematical bold small a, and on
            out += "\xF0\x9D\x90";
            out.push_back(static_cast<char>(0x9A + offset));
        } else {  // U+FF41, full-width small a, and on
            out += "\xEF\xBD";
            out.push_back(static_cast<char>(0x81 + offset));
        }
    }
    return out;
}

std::string repeat_letters(std::string_view text, Chance& chance) {
    std::string out;
    for (char c : text)
        out.append(c == ' ' ? 1 : 1 + below(5, chance), c);
    return out;
}

std::string percent(std::string_view text, Chance& chance) {
    constexpr std::string_view hex = "0123456789abcdef";
    auto once = [&](std::string_view in) {
        std::string out;
        for (char c : in) {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', hex[byte >> 4], hex[byte & 15]};
        }
        return out;
    };
    std::string out(text);
    for (auto rounds = 1 + below(4, chance); rounds > 0; --rounds)
        out = once(out);
    return out;
}

std::string html(std::string_view text, Chance& chance) {
    std::string out;
    for (char c : text) {
        if (c == ' ' || below(3, chance) == 0)
            out.push_back(c);
        else if (below(2, chance) == 0)
            out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        else
            out += "&#x" + to_hex(std::string(1, c)) + ";";
    }
    return out;
}

/// `\x63`, `\u0063`, `\u{63}`, `\U00000063`: escapes of programming languages.
std::string backslash(std::string_view text, Chance& chance) {
    constexpr auto forms = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"\\x", ""}, {"\\u00", ""}, {"\\u{", "}"}, {"\\u{00", "}"}, {"\\U000000", ""}});
    const auto& [before, after] = pick(forms, chance);
    std::string out;
    for (char c : text)
        out += c == ' ' ? " " : std::string(before) + to_hex({&c, 1}) + std::string(after);
    return out;
}

std::string capitals(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

std::string camel(std::string_view text) {
    std::string out;
    bool start = true;
    for (char c : text) {
        if (c != ' ') out += start ? capitals({&c, 1}) : std::string(1, c);
        start = c == ' ';
    }
    return out;
}

/// Unicode's invisible twins of ASCII.
std::string tags(std::string_view text) {
    std::string out;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += "\xF3\xA0";
        out.push_back(static_cast<char>(0x80 + (byte >> 6)));
        out.push_back(static_cast<char>(0x80 + (byte & 63)));
    }
    return out;
}

/// One plain space in each word of five letters or more, two letters or more on either side.
std::string split_words(std::string_view text, Chance& chance) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto word = text.substr(at, text.find(' ', at) - at);
        const auto cut = word.size() < 5 ? word.size() : 2 + below(word.size() - 3, chance);
        out += word.substr(0, cut);
        if (cut < word.size()) out += " " + std::string(word.substr(cut));
        at += word.size();
        if (at < text.size()) out += text[at++];
    }
    return out;
}

/// Traditional forms of characters that the lexicon has in simplified form.
std::string traditional(std::string_view text) {
    static const std::map<std::string, std::string> table{
        {"儿", "兒"}, {"婴", "嬰"}, {"萝", "蘿"}, {"学", "學"}, {"园", "園"}, {"体", "體"},
        {"爱", "愛"}, {"乱", "亂"}, {"秽", "穢"}, {"阴", "陰"}, {"强", "強"}, {"发", "發"},
        {"无", "無"}, {"图", "圖"}, {"内", "內"}, {"裤", "褲"}, {"诱", "誘"}, {"宝", "寶"},
        {"颜", "顏"}, {"脱", "脫"}, {"没", "沒"}};
    std::string out;
    for (const auto& c : characters(text)) {
        auto found = table.find(c);
        out += found == table.end() ? c : found->second;
    }
    return out;
}

constexpr auto minor_emoji =
    std::to_array<std::string_view>({"👶", "🧒", "👧", "👦", "👧🏽", "🍼"});
constexpr auto sexual_emoji =
    std::to_array<std::string_view>({"🔞", "🍆💦", "🍆🍑", "🍑 💦", "👅💦"});

std::string join(std::string a, std::string b, std::string_view between, Chance& chance) {
    if (below(2, chance) == 0) std::swap(a, b);
    return a + std::string(between) + b;
}

std::string minor_term(Evasion evasion, Chance& chance) {
    if (evasion >= Evasion::age_number) return minor_age(evasion, chance);
    if (evasion == Evasion::emoji) return std::string(pick(minor_emoji, chance));
    return pick(terms(Group::minor, Language::english), chance);
}

std::string sexual_term(Evasion evasion, Chance& chance) {
    if (evasion == Evasion::emoji) return std::string(pick(sexual_emoji, chance));
    return pick(terms(Group::sexual, Language::english), chance);
}

bool in_chinese(Evasion evasion) {
    return evasion >= Evasion::chinese && evasion <= Evasion::traditional;
}

/// The table of an evasion that puts other letters in the place of some; null for the rest.
const Substitutes* table_of(Evasion evasion) {
    switch (evasion) {
        case Evasion::leet:
            return &leet_table();
        case Evasion::leet_shapes:
            return &leet_shapes_table();
        case Evasion::homoglyph:
            return &homoglyph_table();
        case Evasion::extended_latin:
            return &extended_latin_table();
        case Evasion::coptic:
            return &coptic_table();
        case Evasion::lisu:
            return &lisu_table();
        case Evasion::turned:
            return &turned_table();
        case Evasion::syllabics:
            return &syllabics_table();
        case Evasion::foreign_shapes:
            return &foreign_shapes_table();
        default:
            return nullptr;
    }
}

/// What an evasion puts between letters; nothing for the rest.
std::vector<std::string_view> signs_between(Evasion evasion) {
    switch (evasion) {
        case Evasion::spaced:
            return {" "};
        case Evasion::dotted:
            return {".", "-", "_", "*", "/", "..", "\u00B7"};
        case Evasion::zero_width:
            return {"\u200B", "\u200D", "\u2060", "\u00AD", "\uFEFF", "\u200C\u200C", "\u061C"};
        case Evasion::marks:
            return {"\u0301", "\u0336", "\u0327\u0308", "\u20DD"};
        case Evasion::named_entity:
            return {"&ZeroWidthSpace;", "&NoBreak;", "&lrm;",  "&rlm;",
                    "&zwnj;",           "&shy;",     "&#8203;"};
        case Evasion::html_tag:
            return {"<b>", "</i>", "<!-- -->", "<!---->", "<x y=z>", "&lt;wbr&gt;", "<>"};
        case Evasion::chinese_spaced:
            return {" ", "*", "\u200B"};
        case Evasion::chinese_punctuated:
            return {"\n", "、", "。", "，", "…", "！"};
        case Evasion::chinese_lettered:
            return {"x", "o", "A", "ж"};
        default:
            return {};
    }
}

}  // namespace

std::string_view name_of(Evasion evasion) {
    return names.at(static_cast<std::size_t>(evasion));
}

std::string disguise(Evasion evasion, std::string_view text, Chance& chance) {
    if (const Substitutes* table = table_of(evasion))
        return substitute(text, *table, evasion == Evasion::homoglyph ? 50 : 80, chance);
    if (evasion == Evasion::chinese_lettered && ascii(text)) return std::string(text);
    if (const auto list = signs_between(evasion); !list.empty())
        return sprinkle(text, pick(list, chance), evasion == Evasion::spaced ? "  " : " ");
    switch (evasion) {
        case Evasion::upper_case:
            return capitals(text);
        case Evasion::camel_case:
            return camel(text);
        case Evasion::full_width:
            return full_width(text, chance);
        case Evasion::tags:
            return tags(text);
        case Evasion::repeated:
            return repeat_letters(text, chance);
        case Evasion::percent:
            return percent(text, chance);
        case Evasion::html:
            return html(text, chance);
        case Evasion::backslash:
            return backslash(text, chance);
        case Evasion::split_word:
            return split_words(text, chance);
        case Evasion::traditional:
            return traditional(text);
        default:
            return std::string(text);
    }
}

Effective bare_pair(Evasion evasion, Chance& chance) {
    const bool chinese = in_chinese(evasion);
    const auto language = chinese ? Language::chinese : Language::english;
    const std::string minor =
        chinese ? pick(terms(Group::minor, language), chance) : minor_term(evasion, chance);
    const std::string sexual =
        chinese ? pick(terms(Group::sexual, language), chance) : sexual_term(evasion, chance);
    if (evasion == Evasion::split_style) return {{sexual, ""}, {minor}};
    if (evasion == Evasion::split_negative)
        return {{sexual, pick(terms(Group::grown, Language::english), chance)}};
    const std::string_view between = evasion == Evasion::glued ? "" : chinese ? "，" : " ";
    return {{disguise(evasion, join(minor, sexual, between, chance), chance), ""}};
}

}  // namespace easel::moderation::testing
