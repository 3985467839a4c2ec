#pragma once

#include <utility>
#include <variant>

#include "async/first_of.h"
#include "async/timers.h"
#include "base/result.h"

namespace easel::async {

/// Runs `operation` and cancels it when `deadline` passes first; then the result is `late`.
/// The one time-out of the house: business code passes deadlines and sets no timers.
/// Throws at once what the operation throws.
template <class T>
Task<Result<T>> with_deadline(Timers& timers, Deadline deadline, Task<Result<T>> operation,
                              Error late) {
    if (!deadline.reachable()) {
        co_return co_await std::move(operation);
    }
    auto first = co_await first_of(std::move(operation), timers.sleep_until(deadline));
    if (first.index() == 0) co_return std::get<0>(std::move(first));
    co_return failed(std::move(late));
}

}  // namespace easel::async
