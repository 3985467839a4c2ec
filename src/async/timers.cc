#include "async/timers.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace easel::async {
namespace asio = boost::asio;

Task<void> SystemTimers::sleep(Duration wait) {
    const auto executor = co_await asio::this_coro::executor;
    const Deadline end = Deadline::in(wait, *this);
    asio::steady_timer timer(executor, end.when());
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace easel::async
