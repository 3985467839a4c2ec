#include "async/testing/fake_timers.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "async/throw_if_cancelled.h"

namespace easel::async::testing {
namespace asio = boost::asio;

Task<void> FakeTimers::sleep(Duration wait) {
    const auto executor = co_await asio::this_coro::executor;
    const Deadline end = Deadline::in(wait, clock_);
    const auto timer = std::make_shared<asio::steady_timer>(executor, SteadyTime::max());
    bool skips = false;
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(wait);
        skips = wait < skip_below_;
        if (!skips) sleepers_.push_back({end.when(), timer});
    }
    if (skips) advance(std::max(Duration::zero(), wait));
    if (end.passed(clock_)) timer->expires_at(SteadyTime::min());
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(sleepers_, [&](const Sleeper& s) { return s.timer == timer; });
    }
    co_await throw_if_cancelled();
}

void FakeTimers::advance(Duration by) {
    clock_.advance(by);
    wake_due();
}

bool FakeTimers::advance_to_next() {
    SteadyTime next = SteadyTime::max();
    {
        const std::lock_guard lock(mutex_);
        for (const Sleeper& s : sleepers_)
            next = std::min(next, s.until);
    }
    if (next == SteadyTime::max()) return false;
    advance(std::max(Duration::zero(), Duration(next - now())));
    return true;
}

void FakeTimers::wake_due() {
    const std::lock_guard lock(mutex_);
    for (const Sleeper& s : sleepers_)
        if (s.until <= clock_.now())
            asio::post(s.timer->get_executor(), [timer = s.timer] { timer->cancel(); });
}

std::size_t FakeTimers::sleeping() const {
    const std::lock_guard lock(mutex_);
    return sleepers_.size();
}

std::vector<Duration> FakeTimers::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

}  // namespace easel::async::testing
