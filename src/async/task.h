#pragma once

#include <boost/asio/awaitable.hpp>

namespace easel::async {

/// A coroutine of the house. Starts when awaited or spawned; can be cancelled at each co_await.
template <class T>
using Task = boost::asio::awaitable<T>;

}  // namespace easel::async

namespace easel {
using async::Task;
}
