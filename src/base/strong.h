#pragma once

#include <compare>
#include <functional>
#include <utility>

namespace easel {

/// A value with a meaning: `using JobId = Strong<std::string, struct JobIdTag>;`. Two of them with
/// different tags never mix, and none turns back into the raw type by itself.
template <class T, class Tag>
class Strong {
  public:
    Strong() = default;
    explicit Strong(T value) : value_(std::move(value)) {}

    const T& get() const { return value_; }
    friend auto operator<=>(const Strong&, const Strong&) = default;

  private:
    T value_{};
};

}  // namespace easel

template <class T, class Tag>
struct std::hash<easel::Strong<T, Tag>> {
    std::size_t operator()(const easel::Strong<T, Tag>& strong) const {
        return std::hash<T>()(strong.get());
    }
};
