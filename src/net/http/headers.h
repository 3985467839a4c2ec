#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace easel::net::http {

/// Header fields in the order they came or will go. Names are compared without regard to case.
class Headers {
  public:
    using Field = std::pair<std::string, std::string>;

    /// Value of the first field of that name.
    std::optional<std::string_view> get(std::string_view name) const;
    bool has(std::string_view name) const { return get(name).has_value(); }
    std::size_t count(std::string_view name) const;

    void add(std::string name, std::string value);
    /// Replaces every field of that name by one.
    void set(std::string_view name, std::string value);
    void remove(std::string_view name);

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }

  private:
    std::vector<Field> fields_;
};

}  // namespace easel::net::http
