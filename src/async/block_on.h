#pragma once

#include <optional>
#include <utility>

#include "async/task.h"

namespace easel::async {

/// Runs one coroutine to its end on the calling thread, which must be none of a Runtime's: for
/// `main` and for tests. What it waits for may come from other threads. Throws what the coroutine
/// throws.
void block_on(Task<void> task);

/// The same for a coroutine with a value.
template <class T>
T block_on(Task<T> task) {
    const auto store = [](std::optional<T>& place, Task<T> inner) -> Task<void> {
        T value = co_await std::move(inner);
        place.emplace(std::move(value));
    };
    std::optional<T> value;
    block_on(store(value, std::move(task)));
    return *std::move(value);
}

}  // namespace easel::async
