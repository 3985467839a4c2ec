#include "moderation/normalise.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "moderation/decode.h"
#include "moderation/look_alikes.h"

namespace easel::moderation {
namespace {

constexpr int decode_rounds = 4;
/// Unicode's longest compatibility decomposition has 18 characters.
constexpr std::size_t decomposition_max = 32;

void append_words(std::string_view words, std::u32string& out) {
    out.push_back(U' ');
    out.append(words.begin(), words.end());
    out.push_back(U' ');
}

void fold_wide(char32_t c, std::u32string& out) {
    c = look_alike_unfolded(c);
    std::array<utf8proc_int32_t, decomposition_max> parts{};
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                       UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
    auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                         parts.size(), options, nullptr);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return;
    for (auto i = 0; i < count; ++i)
        out.push_back(look_alike(static_cast<char32_t>(parts.at(static_cast<std::size_t>(i)))));
}

bool without_width(char32_t c) {
    const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
    return property->ignorable || property->category == UTF8PROC_CATEGORY_CF ||
           (property->category == UTF8PROC_CATEGORY_CC && c != U'\t' && c != U'\n' && c != U'\r');
}

void fold_one(char32_t c, std::u32string& out) {
    if (c >= 0x20 && c < 0x7F) {
        out.push_back(c >= U'A' && c <= U'Z' ? c + 32 : c);
        return;
    }
    if (auto words = emoji_words(c); !words.empty()) {
        append_words(words, out);
    } else if (without_width(c)) {
        if (!out.empty() && out.back() != soft_break) out.push_back(soft_break);
    } else {
        fold_wide(c, out);
    }
}

bool is_leet_sign(char32_t c) {
    return c == U'@' || c == U'$' || c == U'!' || c == U'|' || c == U'+' || c == 0x20AC ||
           c == 0xA3 || c == 0xA2 || c == 0xA7 || c == 0xA1;
}

char32_t leet_letter(char32_t c) {
    switch (c) {
        case U'0':
            return U'o';
        case U'1':
        case U'!':
        case U'|':
        case 0xA1:
            return i_or_l;
        case U'2':
            return U'z';
        case U'3':
        case 0x20AC:
            return U'e';
        case U'4':
        case U'@':
            return U'a';
        case U'5':
        case U'$':
        case 0xA7:
            return U's';
        case U'6':
        case U'9':
            return U'g';
        case U'7':
        case U'+':
            return U't';
        case U'8':
            return U'b';
        case 0xA3:
            return U'l';
        case 0xA2:
            return U'c';
        default:
            return c;
    }
}

/// `()` looks like a zero.
std::u32string with_rings_as_zeros(std::u32string_view text) {
    std::u32string out(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        if (out[i] != U'(' || out[i + 1] != U')') continue;
        out[i] = U'0';
        out[i + 1] = soft_break;
    }
    return out;
}

/// A run of letters, digits and leet signs: [begin, end) of the text.
struct Chunk {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t letters = 0;
};

std::vector<Chunk> chunks(std::u32string_view text) {
    std::vector<Chunk> found;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Script script = script_of(text[i]);
        const bool letter = script == Script::latin;
        if (!letter && script != Script::digit && !is_leet_sign(text[i]) &&
            (!inside || text[i] != soft_break)) {
            inside = false;
            continue;
        }
        if (!inside) found.push_back({i, i, 0});
        inside = true;
        found.back().end = i + 1;
        found.back().letters += letter ? 1 : 0;
    }
    return found;
}

bool is_single_letter(const Chunk& chunk) {
    return chunk.letters == 1 && chunk.end - chunk.begin == 1;
}

bool reads_as_letters(const std::vector<Chunk>& all, std::size_t i) {
    const Chunk& chunk = all[i];
    if (chunk.letters > 0) return true;
    if (chunk.end - chunk.begin != 1) return false;
    return (i > 0 && is_single_letter(all[i - 1])) ||
           (i + 1 < all.size() && is_single_letter(all[i + 1]));
}

void add_readings(const std::u32string& folded, std::vector<std::u32string>& out, Budget& budget) {
    auto add = [&out](std::u32string text) {
        if (std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
    };
    add(folded);
    add(read_leet(folded, Leet::words, budget));
    add(read_leet(folded, Leet::everything, budget));
}

}  // namespace

std::u32string fold(std::string_view utf8, Budget& budget) {
    std::u32string out;
    out.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    auto size = static_cast<utf8proc_ssize_t>(utf8.size());
    auto before = UTF8PROC_CATEGORY_CN;
    for (utf8proc_ssize_t at = 0; at < size && !budget.over();) {
        utf8proc_int32_t c = 0;
        auto length = utf8proc_iterate(bytes + at, size - at, &c);
        if (length <= 0) {
            c = 0xFFFD;
            length = 1;
        }
        auto category = utf8proc_category(c);
        if (category == UTF8PROC_CATEGORY_LU && before == UTF8PROC_CATEGORY_LL)
            out.push_back(soft_break);
        fold_one(static_cast<char32_t>(c), out);
        before = category;
        at += length;
        budget.spend(1);
    }
    budget.spend(out.size());
    return out;
}

std::u32string read_leet(std::u32string_view folded, Leet leet, Budget& budget) {
    std::u32string out = with_rings_as_zeros(folded);
    budget.spend(folded.size());
    const auto all = chunks(out);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (leet == Leet::words && !reads_as_letters(all, i)) continue;
        std::size_t end = all[i].end;
        auto is_loose = [&](char32_t c) { return c == U'!' || c == U'|' || c == U'+'; };
        while (leet == Leet::words && end - all[i].begin > 1 && is_loose(out[end - 1]))
            --end;
        for (std::size_t k = all[i].begin; k < end; ++k)
            out[k] = leet_letter(out[k]);
    }
    return out;
}

std::vector<std::u32string> readings(std::string_view utf8, Budget& budget) {
    std::vector<std::u32string> out;
    add_readings(fold(utf8, budget), out, budget);
    std::string text(utf8);
    for (int round = 0; round < decode_rounds && !budget.over(); ++round) {
        budget.spend(text.size());
        auto decoded = decode_escapes(text);
        if (decoded == text) break;
        add_readings(fold(decoded, budget), out, budget);
        text = std::move(decoded);
    }
    budget.spend(text.size());
    if (auto bare = without_tags(text); bare != text) add_readings(fold(bare, budget), out, budget);
    return out;
}

Script script_of(char32_t c) {
    if (c < 0x80) {
        if (c >= U'a' && c <= U'z') return Script::latin;
        return c >= U'0' && c <= U'9' ? Script::digit : Script::none;
    }
    if (c == i_or_l) return Script::latin;
    if (c > 0x10FFFF) return Script::none;
    if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
        (c >= 0x20000 && c <= 0x3FFFF))
        return Script::han;
    auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO ? Script::latin
                                                                                : Script::none;
}

}  // namespace easel::moderation
