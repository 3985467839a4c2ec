#pragma once

#include "async/block_on.h"

namespace easel::async::testing {

/// How a test awaits.
template <class T>
T run(Task<T> task) {
    return block_on(std::move(task));
}

}  // namespace easel::async::testing
