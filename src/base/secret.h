#pragma once

#include <string>
#include <utility>

namespace easel {

/// A value that must not reach a log, an error or a JSON tree. There is no way to print, format,
/// compare or convert it by accident: whoever needs the bytes says `reveal()`, which a reader of
/// the code can search for.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}

    const std::string& reveal() const { return value_; }
    bool empty() const { return value_.empty(); }

  private:
    std::string value_;
};

}  // namespace easel
