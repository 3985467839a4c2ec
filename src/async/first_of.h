#pragma once

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

#include "async/task.h"

namespace easel::async {

/// How a task ended: with its value, or with what it threw. `std::monostate` stands for void.
template <class T>
class Ended {
  public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    explicit Ended(Value value) : end_(std::in_place_index<1>, std::move(value)) {}
    explicit Ended(std::exception_ptr error) : end_(std::in_place_index<0>, std::move(error)) {}

    /// What the task threw; null if it ended with its value.
    std::exception_ptr error() const {
        const auto* error = std::get_if<0>(&end_);
        return error == nullptr ? nullptr : *error;
    }
    /// The value; throws what the task threw.
    Value take() && {
        if (auto* error = std::get_if<0>(&end_)) std::rethrow_exception(std::move(*error));
        return std::get<1>(std::move(end_));
    }

  private:
    std::variant<std::exception_ptr, Value> end_;
};

/// Runs a task to its end, whichever it is. Never throws.
template <class T>
Task<Ended<T>> ended(Task<T> task) {
    std::exception_ptr thrown;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(task);
            co_return Ended<T>(std::monostate());
        } else {
            T value = co_await std::move(task);
            co_return Ended<T>(std::move(value));
        }
    } catch (...) {
        thrown = std::current_exception();
    }
    co_return Ended<T>(std::move(thrown));
}

/// Runs both and returns as soon as one of them ends, after the other has been cancelled and has
/// ended too. An exception is an end like any other and is passed on; Asio's own `||` would wait
/// for the other task then, and a bug would look like a time-out.
template <class A, class B>
Task<std::variant<typename Ended<A>::Value, typename Ended<B>::Value>> first_of(Task<A> a,
                                                                                Task<B> b) {
    using namespace boost::asio::experimental::awaitable_operators;
    using First = std::variant<typename Ended<A>::Value, typename Ended<B>::Value>;
    auto first = co_await (ended(std::move(a)) || ended(std::move(b)));
    if (first.index() == 0)
        co_return First(std::in_place_index<0>, std::get<0>(std::move(first)).take());
    co_return First(std::in_place_index<1>, std::get<1>(std::move(first)).take());
}

}  // namespace easel::async
