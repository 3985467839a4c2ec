#include "moderation/decode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace easel::moderation {
namespace {

std::optional<unsigned> digit_value(char c, unsigned base) {
    unsigned value = base;
    if (c >= '0' && c <= '9') value = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') value = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') value = static_cast<unsigned>(c - 'A') + 10;
    return value < base ? std::optional(value) : std::nullopt;
}

/// A number at the head of `text`: its value and how many characters it takes.
struct Number {
    char32_t value = 0;
    std::size_t length = 0;
};
Number read_number(std::string_view text, unsigned base, std::size_t digits_max) {
    Number number;
    while (number.length < text.size() && number.length < digits_max) {
        auto digit = digit_value(text[number.length], base);
        if (!digit) break;
        number.value = number.value * base + *digit;
        ++number.length;
    }
    return number;
}

void append_utf8(char32_t code_point, std::string& out) {
    if (!utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(code_point))) return;
    std::array<utf8proc_uint8_t, 4> bytes{};
    auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

constexpr auto named = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"amp;", "&"},     {"lt;", "<"},     {"gt;", ">"},     {"quot;", "\""},  {"apos;", "'"},
    {"nbsp;", " "},    {"ensp;", " "},   {"emsp;", " "},   {"thinsp;", " "}, {"period;", "."},
    {"lowbar;", "_"},  {"dash;", "-"},   {"hyphen;", "-"}, {"commat;", "@"}, {"dollar;", "$"},
    {"newline;", " "}, {"percnt;", "%"}, {"bsol;", "\\"},  {"excl;", "!"},   {"tab;", " "},
});

/// Entities of characters without width; they leave no_width.
constexpr auto named_without_width = std::to_array<std::string_view>(
    {"shy;", "zwj;", "zwnj;", "lrm;", "rlm;", "zerowidthspace;", "nobreak;", "wordjoiner;",
     "negativethinspace;", "negativemediumspace;", "negativethickspace;", "negativeverythinspace;",
     "invisiblecomma;", "ic;", "invisibletimes;", "it;", "applyfunction;", "af;"});

/// Soft hyphen: a word may end here, or go on.
constexpr std::string_view no_width = "\u00AD";
constexpr std::size_t tag_max = 64;

/// HTML minds case in some names; readers of prompts do not.
bool starts_with_name(std::string_view text, std::string_view name) {
    return text.size() >= name.size() &&
           std::ranges::equal(text.substr(0, name.size()), name, [](char given, char wanted) {
               return given == wanted || (given >= 'A' && given <= 'Z' && given + 32 == wanted);
           });
}

/// Each reader returns how many characters of `rest` it took, 0 if it is no escape.
std::size_t read_percent(std::string_view rest, std::string& out) {
    if (rest.size() > 1 && (rest[1] == 'u' || rest[1] == 'U')) {
        auto number = read_number(rest.substr(2), 16, 4);
        if (number.length != 4) return 0;
        append_utf8(number.value, out);
        return 6;
    }
    auto number = read_number(rest.substr(1), 16, 2);
    if (number.length != 2) return 0;
    out.push_back(static_cast<char>(number.value));
    return 3;
}

std::size_t read_entity(std::string_view rest, std::string& out) {
    if (rest.size() > 2 && rest[1] == '#') {
        bool hex = rest[2] == 'x' || rest[2] == 'X';
        std::size_t head = hex ? 3 : 2;
        auto number = read_number(rest.substr(head), hex ? 16 : 10, 7);
        if (number.length == 0) return 0;
        append_utf8(number.value, out);
        std::size_t end = head + number.length;
        return end < rest.size() && rest[end] == ';' ? end + 1 : end;
    }
    for (const auto& [name, replacement] : named) {
        if (!starts_with_name(rest.substr(1), name)) continue;
        out.append(replacement);
        return name.size() + 1;
    }
    for (std::string_view name : named_without_width) {
        if (!starts_with_name(rest.substr(1), name)) continue;
        out.append(no_width);
        return name.size() + 1;
    }
    return 0;
}

std::size_t read_backslash(std::string_view rest, std::string& out) {
    if (rest.size() < 4) return 0;
    const auto digits = [rest](std::size_t from, std::size_t max) {
        return read_number(rest.substr(from), 16, max);
    };
    if (rest[1] == 'x') {
        const auto byte = digits(2, 2);
        if (byte.length != 2) return 0;
        out.push_back(static_cast<char>(byte.value));
        return 4;
    }
    if (rest[1] != 'u' && rest[1] != 'U') return 0;
    if (rest[2] == '{') {
        const auto number = digits(3, 6);
        const std::size_t end = 3 + number.length;
        if (number.length == 0 || end >= rest.size() || rest[end] != '}') return 0;
        append_utf8(number.value, out);
        return end + 1;
    }
    const auto eight = digits(2, 8);
    const bool whole = rest[1] == 'U' && eight.length == 8;
    const auto number = whole ? eight : digits(2, 4);
    if (number.length != (whole ? 8 : 4)) return 0;
    append_utf8(number.value, out);
    return 2 + number.length;
}

/// U+E0020 to U+E007E, the tag characters: invisible twins of ASCII.
std::size_t read_tag(std::string_view rest, std::string& out) {
    if (!rest.starts_with("\xF3\xA0") || rest.size() < 4) return 0;
    const auto upper = static_cast<unsigned char>(rest[2]);
    const auto lower = static_cast<unsigned char>(rest[3]);
    if ((upper != 0x80 && upper != 0x81) || (lower & 0xC0) != 0x80) return 0;
    const int ascii = (upper - 0x80) * 64 + (lower - 0x80);
    if (ascii < 0x20 || ascii > 0x7E) return 0;
    out.push_back(static_cast<char>(ascii));
    return 4;
}

}  // namespace

std::string decode_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t taken = 0;
        auto rest = text.substr(at);
        if (rest[0] == '%') taken = read_percent(rest, out);
        if (rest[0] == '&') taken = read_entity(rest, out);
        if (rest[0] == '\\') taken = read_backslash(rest, out);
        if (rest[0] == '\xF3') taken = read_tag(rest, out);
        if (taken == 0) {
            out.push_back(rest[0]);
            taken = 1;
        }
        at += taken;
    }
    return out;
}

std::string without_tags(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at, tag_max + 2);
        const auto end = rest[0] == '<' ? rest.find_first_of("<>", 1) : rest.npos;
        if (end != rest.npos && rest[end] == '>') {
            out.append(no_width);
            at += end + 1;
        } else {
            out.push_back(rest[0]);
            ++at;
        }
    }
    return out;
}

}  // namespace easel::moderation
