#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "config/type.h"

namespace easel::config {
namespace {

using std::chrono::milliseconds;

struct Unit {
    std::string_view name;
    std::size_t size;
};

constexpr std::array duration_units = {Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1000},
                                       Unit{"ms", 1}};
constexpr std::array byte_units = {Unit{"GiB", std::size_t{1} << 30},
                                   Unit{"MiB", std::size_t{1} << 20},
                                   Unit{"KiB", std::size_t{1} << 10}, Unit{"B", 1}};

// "64MiB" -> "64" and the size of MiB. A bare number has `bare` as its unit.
template <class Units>
std::optional<std::pair<std::string_view, std::size_t>> split_unit(std::string_view written,
                                                                   const Units& units,
                                                                   std::size_t bare) {
    const std::size_t end = written.find_first_not_of("0123456789.");
    const std::string_view number = written.substr(0, end);
    if (end == std::string_view::npos) return std::pair(number, bare);
    const std::string_view name = trim(written.substr(end));
    const auto unit =
        std::ranges::find_if(units, [&](const Unit& u) { return iequals(u.name, name); });
    if (unit == units.end()) return std::nullopt;
    return std::pair(number, unit->size);
}

// The value in its largest unit that leaves no rest.
template <class Units>
std::string with_unit(std::size_t value, const Units& units) {
    for (const Unit& unit : units)
        if (value != 0 && value % unit.size == 0)
            return std::to_string(value / unit.size) + std::string(unit.name);
    return std::to_string(value);
}

std::string show_duration(milliseconds value) {
    return with_unit(static_cast<std::size_t>(value.count()), duration_units);
}

// Decimal digits with at most one point; long double is not needed for twelve digits.
std::optional<double> parse_fraction(std::string_view written) {
    if (written.empty() || written.size() > 12 || std::ranges::count(written, '.') > 1 ||
        written == ".")
        return std::nullopt;
    double whole = 0;
    double scale = 1;
    bool after_point = false;
    for (const char c : written) {
        if (c == '.') {
            after_point = true;
            continue;
        }
        whole = whole * 10 + (c - '0');
        if (after_point) scale *= 10;
    }
    return whole / scale;
}

bool printable_line(const std::string& value, Lines lines) {
    return valid_utf8(value) && std::ranges::none_of(value, [lines](char c) {
               const bool line_end = c == '\n' || c == '\r' || c == '\t';
               return (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) &&
                      !(line_end && lines == Lines::many);
           });
}

}  // namespace

bool same_word(const std::string& a, const std::string& b) {
    return iequals(a, b);
}

std::string join(const std::vector<std::string>& words, const std::string& separator) {
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : separator) + word;
    return out;
}

Type<std::string> text(std::string expected, Lines lines) {
    return {.expected = std::move(expected),
            .read = [lines](const Node& node) -> std::optional<std::string> {
                if (!node.is_text() || !printable_line(node.text, lines)) return std::nullopt;
                return node.text;
            },
            .show = [](const std::string& value) { return value; }};
}

Type<Secret> secret(std::string expected) {
    return {.expected = std::move(expected),
            .read = [](const Node& node) -> std::optional<Secret> {
                if (!node.is_text() || !printable_line(node.text, Lines::one)) return std::nullopt;
                return Secret(node.text);
            },
            .show = [](const Secret& value) { return value.empty() ? "(not set)" : "(set)"; },
            .quote = Quote::no};
}

Type<bool> boolean() {
    Type<bool> type = choice<bool>({{"true", true},
                                    {"false", false},
                                    {"yes", true},
                                    {"no", false},
                                    {"on", true},
                                    {"off", false},
                                    {"1", true},
                                    {"0", false}});
    type.expected = "`true` or `false`";
    return type;
}

Type<int> integer(int min, int max) {
    return {.expected = "a whole number from " + std::to_string(min) + " to " + std::to_string(max),
            .read = [min, max](const Node& node) -> std::optional<int> {
                const auto value = node.is_text() ? parse_decimal(trim(node.text)) : std::nullopt;
                if (!value || *value > static_cast<std::uint64_t>(max)) return std::nullopt;
                const int small = static_cast<int>(*value);
                return small < min ? std::nullopt : std::optional(small);
            },
            .show = [](const int& value) { return std::to_string(value); }};
}

Type<milliseconds> duration(milliseconds min, milliseconds max) {
    return {
        .expected = "a duration such as 500ms, 30s, 2m or 1h (a bare number is seconds), from " +
                    show_duration(min) + " to " + show_duration(max),
        .read = [min, max](const Node& node) -> std::optional<milliseconds> {
            if (!node.is_text()) return std::nullopt;
            const auto parts = split_unit(trim(node.text), duration_units, 1000);
            const auto number = parts ? parse_fraction(parts->first) : std::nullopt;
            if (!number) return std::nullopt;
            const double ms = std::round(*number * static_cast<double>(parts->second));
            const bool inside =
                ms >= static_cast<double>(min.count()) && ms <= static_cast<double>(max.count());
            return inside ? std::optional(milliseconds(static_cast<long long>(ms))) : std::nullopt;
        },
        .show = show_duration};
}

Type<std::size_t> bytes(std::size_t min, std::size_t max) {
    return {.expected = "a size such as 65536, 64KiB or 32MiB, from " + with_unit(min, byte_units) +
                        " to " + with_unit(max, byte_units),
            .read = [min, max](const Node& node) -> std::optional<std::size_t> {
                if (!node.is_text()) return std::nullopt;
                const auto parts = split_unit(trim(node.text), byte_units, 1);
                const auto number = parts ? parse_decimal(parts->first) : std::nullopt;
                if (!number || *number > max / parts->second) return std::nullopt;
                const std::size_t value = *number * parts->second;
                return value < min ? std::nullopt : std::optional(value);
            },
            .show = [](const std::size_t& value) { return with_unit(value, byte_units); }};
}

}  // namespace easel::config
