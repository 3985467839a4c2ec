#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace easel::json {

/// Takes one object apart. Every getter returns nullopt for an absent field and for `null`, and
/// an error that names the field for a wrong type or a value out of bounds. The object must
/// outlive the reader and what it returned by reference.
class Fields {
  public:
    /// `path` is put before field names in errors: `messages[0].` gives `messages[0].role`.
    explicit Fields(const boost::json::object& object, std::string path = "")
        : object_(object), path_(std::move(path)) {}

    Result<std::optional<std::string>> text(std::string_view name, std::size_t characters_max);
    /// `max` must not be negative. Integers beyond 64 bits are out of bounds, not of another type.
    Result<std::optional<std::int64_t>> integer(std::string_view name, std::int64_t min,
                                                std::int64_t max);
    Result<std::optional<std::uint64_t>> unsigned_integer(std::string_view name);
    Result<std::optional<double>> number(std::string_view name, double min, double max);
    Result<std::optional<bool>> boolean(std::string_view name);
    /// A string that must be one of `allowed`; returns its index.
    Result<std::optional<std::size_t>> choice(std::string_view name,
                                              std::initializer_list<std::string_view> allowed);
    Result<const boost::json::object*> object(std::string_view name);
    Result<const boost::json::array*> array(std::string_view name);

    /// The value itself, nullptr if absent or null. Counts as asked for.
    const boost::json::value* find(std::string_view name);

    /// Names that are in the object (null ones too) and that nobody has asked for.
    std::vector<std::string> unasked() const;

    std::string path_of(std::string_view name) const { return path_ + std::string(name); }
    /// `invalid_type` on a field, in OpenAI's words.
    Error wrong_type(std::string_view name, std::string_view expected,
                     const boost::json::value& got) const;
    /// `string_too_long` on a field.
    Error too_long(std::string_view name, std::size_t characters_max, std::size_t characters) const;

  private:
    Error below(std::string_view name, std::int64_t min, const boost::json::value& got) const;
    Error above(std::string_view name, std::uint64_t max, const boost::json::value& got) const;

    const boost::json::object& object_;
    std::string path_;
    std::set<std::string, std::less<>> asked_;
};

/// "a string", "an integer", … : what `value` is, for messages.
std::string_view kind_name(const boost::json::value& value);

}  // namespace easel::json
