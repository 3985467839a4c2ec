#include "json/fields.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
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

Result<std::optional<std::string>> Fields::text(std::string_view name, std::size_t characters_max) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) return failed(wrong_type(name, "a string", *value));
    const std::string_view got = value->as_string();
    const std::size_t length = count_code_points(got);
    if (length > characters_max)
        return failed(fail(ErrorKind::string_too_long,
                           "Invalid '" + path_of(name) +
                               "': string too long. Expected a string with maximum length " +
                               std::to_string(characters_max) + ", but got a string with length " +
                               std::to_string(length) + " instead.")
                          .on(path_of(name)));
    return std::string(got);
}

Result<std::optional<std::int64_t>> Fields::integer(std::string_view name, std::int64_t min,
                                                    std::int64_t max) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    const bool huge = value->is_uint64();  // the parser uses it only above the signed range
    if (!value->is_int64() && !huge) return failed(wrong_type(name, "an integer", *value));
    const std::int64_t got = huge ? std::numeric_limits<std::int64_t>::max() : value->as_int64();
    if (!huge && got >= min && got <= max) return got;

    const bool below = !huge && got < min;
    const std::string shown = huge ? std::to_string(value->as_uint64()) : std::to_string(got);
    return failed(fail(below ? ErrorKind::integer_below_min : ErrorKind::integer_above_max,
                       "Invalid '" + path_of(name) + "': integer " +
                           (below ? "below minimum" : "above maximum") +
                           " value. Expected a value " + (below ? ">= " : "<= ") +
                           std::to_string(below ? min : max) + ", but got " + shown + " instead.")
                      .on(path_of(name)));
}

Result<std::optional<std::uint64_t>> Fields::unsigned_integer(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_uint64()) return value->as_uint64();
    TRY(const auto got, integer(name, 0, std::numeric_limits<std::int64_t>::max()));
    if (!got) return std::nullopt;
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
