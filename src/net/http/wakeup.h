#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "async/throw_if_cancelled.h"

namespace easel::net::http {

/// Lets one coroutine of a strand wait for another. A call of `notify` before `wait` is not lost;
/// one waiter at a time. Unlike async::Signal it needs no lock, since everything runs on one
/// strand.
class Wakeup {
  public:
    explicit Wakeup(const boost::asio::any_io_executor& strand) : timer_(strand, never) {}

    void notify() {
        raised_ = true;
        timer_.cancel();
    }

    Task<void> wait() {
        while (!raised_) {
            co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            co_await async::throw_if_cancelled();
        }
        raised_ = false;
    }

  private:
    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    boost::asio::steady_timer timer_;
    bool raised_ = false;
};

}  // namespace easel::net::http
