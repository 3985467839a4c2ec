#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <utility>

#include "async/task.h"
#include "base/result.h"

namespace easel::async {

/// Threads for work that blocks or computes for long, with a bounded queue in front.
/// Any thread may call `run`. The destructor waits until all that was taken in is done.
class Offload {
  public:
    /// At most `pending_max` pieces of work wait or run at once.
    Offload(unsigned threads, std::size_t pending_max)
        : pool_(threads), pending_max_(pending_max) {}
    ~Offload() { pool_.join(); }

    /// Runs `work` (a callable that returns Result<T> and does not throw) on a pool thread and
    /// resumes the caller on its own strand. Fails with `overloaded` when the queue is full.
    /// Work that has begun is not interrupted by cancellation.
    template <class Work, class R = std::invoke_result_t<Work>>
    Task<R> run(Work work) {
        if (pending_.fetch_add(1) >= pending_max_) {
            pending_.fetch_sub(1);
            co_return failed(fail(ErrorKind::overloaded, "The server is busy; try again shortly.")
                                 .retry_in(std::chrono::seconds(1)));
        }
        co_return co_await begin<R>(std::move(work));
    }

    std::size_t pending() const { return pending_.load(); }

  private:
    template <class R, class Work>
    Task<R> begin(Work work) {
        auto initiate = [this](auto handler, Work w) {
            boost::asio::post(
                pool_, [this, handler = std::move(handler), w = std::move(w)]() mutable {
                    R result = w();
                    pending_.fetch_sub(1);
                    auto executor = boost::asio::get_associated_executor(handler);
                    boost::asio::post(executor, [handler = std::move(handler),
                                                 result = std::move(result)]() mutable {
                        std::move(handler)(std::move(result));
                    });
                });
        };
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(R)>(
            initiate, boost::asio::use_awaitable, std::move(work));
    }

    boost::asio::thread_pool pool_;
    std::atomic<std::size_t> pending_ = 0;
    std::size_t pending_max_;
};

}  // namespace easel::async
