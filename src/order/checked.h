#pragma once

#include <utility>

namespace easel::moderation {
class Guard;
}

namespace easel::order {

/// A value that has passed the safety guard. Only `moderation::Guard` can make one, and every way
/// to an upstream takes one: so no text reaches an upstream unchecked, by type.
template <class T>
class Checked {
  public:
    const T& get() const { return value_; }
    const T* operator->() const { return &value_; }

  private:
    friend class easel::moderation::Guard;
    explicit Checked(T value) : value_(std::move(value)) {}
    T value_;
};

}  // namespace easel::order
