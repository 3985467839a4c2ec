#pragma once

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>
#include <variant>

#include "async/timers.h"
#include "base/result.h"

namespace easel::async {

/// Runs `operation` and cancels it when `deadline` passes first; then the result is `late`.
/// The one time-out of the house: business code passes deadlines and sets no timers.
template <class T>
Task<Result<T>> with_deadline(Timers& timers, Deadline deadline, Task<Result<T>> operation,
                              Error late) {
    using namespace boost::asio::experimental::awaitable_operators;
    if (!deadline.reachable()) {
        co_return co_await std::move(operation);
    }
    auto first = co_await (std::move(operation) || timers.sleep_until(deadline));
    if (first.index() == 0) co_return std::get<0>(std::move(first));
    co_return failed(std::move(late));
}

}  // namespace easel::async
