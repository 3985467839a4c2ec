#include "json/fields.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace easel::json {
namespace {

std::string list(std::initializer_list<std::string_view> values) {
    std::string out;
    for (const std::string_view value : values) {
        if (!out.empty()) out += ", ";
        out += "'" + std::string(value) + "'";
    }
    return out;
}

std::string shortest(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

// The sign of an integer that is too large for `limit`, 0 for everything else. The parser keeps
// what 64 bits cannot hold as a double, and a double of that size is always whole.
int sign_beyond(const boost::json::value& value, double limit) {
    if (!value.is_double() || std::abs(value.get_double()) < limit) return 0;
    return value.get_double() < 0 ? -1 : 1;
}

}  // namespace

std::string_view kind_name(const boost::json::value& value) {
    switch (value.kind()) {
        case boost::json::kind::null:
            return "null";
        case boost::json::kind::bool_:
            return "a boolean";
        case boost::json::kind::int64:
        case boost::json::kind::uint64:
            return "an integer";
        case boost::json::kind::double_:
            return "a decimal";
        case boost::json::kind::string:
            return "a string";
        case boost::json::kind::array:
            return "an array";
        case boost::json::kind::object:
            return "an object";
    }
    return "something else";
}

Error Fields::wrong_type(std::string_view name, std::string_view expected,
                         const boost::json::value& got) const {
    return fail(ErrorKind::invalid_type, "Invalid type for '" + path_of(name) + "': expected " +
                                             std::string(expected) + ", but got " +
                                             std::string(kind_name(got)) + " instead.")
        .on(path_of(name));
}

const boost::json::value* Fields::find(std::string_view name) {
    asked_.emplace(name);
    const auto* value = object_.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

Error Fields::too_long(std::string_view name, std::size_t characters_max,
                       std::size_t characters) const {
    return fail(ErrorKind::string_too_long,
                "Invalid '" + path_of(name) +
                    "': string too long. Expected a string with maximum length " +
                    std::to_string(characters_max) + ", but got a string with length " +
                    std::to_string(characters) + " instead.")
        .on(path_of(name));
}

Error Fields::below(std::string_view name, std::int64_t min, const boost::json::value& got) const {
    return fail(ErrorKind::integer_below_min,
                "Invalid '" + path_of(name) +
                    "': integer below minimum value. Expected a value >= " + std::to_string(min) +
                    ", but got " + boost::json::serialize(got) + " instead.")
        .on(path_of(name));
}

Error Fields::above(std::string_view name, std::uint64_t max, const boost::json::value& got) const {
    return fail(ErrorKind::integer_above_max,
                "Invalid '" + path_of(name) +
                    "': integer above maximum value. Expected a value <= " + std::to_string(max) +
                    ", but got " + boost::json::serialize(got) + " instead.")
        .on(path_of(name));
}

Result<std::optional<std::string>> Fields::text(std::string_view name, std::size_t characters_max) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) return failed(wrong_type(name, "a string", *value));
    const std::string_view got = value->as_string();
    const std::size_t length = count_code_points(got);
    if (length > characters_max) return failed(too_long(name, characters_max, length));
    return std::string(got);
}

Result<std::optional<std::int64_t>> Fields::integer(std::string_view name, std::int64_t min,
                                                    std::int64_t max) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto* got = value->if_int64();
    const int beyond = value->is_uint64() ? 1 : sign_beyond(*value, 0x1p63);
    if (got == nullptr && beyond == 0) return failed(wrong_type(name, "an integer", *value));
    if (beyond < 0 || (got != nullptr && *got < min)) return failed(below(name, min, *value));
    if (beyond > 0 || *got > max)
        return failed(above(name, static_cast<std::uint64_t>(max), *value));
    return *got;
}

Result<std::optional<std::uint64_t>> Fields::unsigned_integer(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_uint64()) return value->get_uint64();
    const auto* got = value->if_int64();
    const int beyond = sign_beyond(*value, 0x1p64);
    if (beyond < 0 || (got != nullptr && *got < 0)) return failed(below(name, 0, *value));
    if (beyond > 0) return failed(above(name, std::numeric_limits<std::uint64_t>::max(), *value));
    if (got == nullptr) return failed(wrong_type(name, "an integer", *value));
    return static_cast<std::uint64_t>(*got);
}

Result<std::optional<double>> Fields::number(std::string_view name, double min, double max) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) return failed(wrong_type(name, "a number", *value));
    const double got = value->to_number<double>();
    if (got >= min && got <= max) return got;
    return failed(fail(ErrorKind::invalid_value, "Invalid '" + path_of(name) +
                                                     "': expected a number between " +
                                                     shortest(min) + " and " + shortest(max) + ".")
                      .on(path_of(name)));
}

Result<std::optional<bool>> Fields::boolean(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_bool()) return failed(wrong_type(name, "a boolean", *value));
    return value->as_bool();
}

Result<std::optional<std::size_t>> Fields::choice(std::string_view name,
                                                  std::initializer_list<std::string_view> allowed) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) return failed(wrong_type(name, "a string", *value));
    const std::string_view got = value->as_string();
    const auto* match = std::ranges::find(allowed, got);
    if (match != allowed.end()) return static_cast<std::size_t>(match - allowed.begin());
    return failed(fail(ErrorKind::invalid_value, "Invalid value for '" + path_of(name) + "': '" +
                                                     printable(utf8_prefix(got, 40)) +
                                                     "'. Supported values are: " + list(allowed) +
                                                     ".")
                      .on(path_of(name)));
}

Result<const boost::json::object*> Fields::object(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) return failed(wrong_type(name, "an object", *value));
    return &value->as_object();
}

Result<const boost::json::array*> Fields::array(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr) return nullptr;
    if (!value->is_array()) return failed(wrong_type(name, "an array", *value));
    return &value->as_array();
}

std::vector<std::string> Fields::unasked() const {
    std::vector<std::string> names;
    for (const auto& member : object_)
        if (!asked_.contains(std::string_view(member.key()))) names.emplace_back(member.key());
    return names;
}

}  // namespace easel::json
