#include "async/testing/fake_timers.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "async/throw_if_cancelled.h"

namespace easel::async::testing {
namespace asio = boost::asio;

// Takes a sleeper off the list however its frame ends, resumed or destroyed.
class FakeTimers::Listed {
  public:
    Listed(FakeTimers& timers, const asio::steady_timer* timer) : timers_(timers), timer_(timer) {}
    Listed(const Listed&) = delete;
    ~Listed() {
        const std::lock_guard lock(timers_.mutex_);
        std::erase_if(timers_.sleepers_, [&](const Sleeper& s) { return s.timer.get() == timer_; });
    }

  private:
    FakeTimers& timers_;
    const asio::steady_timer* timer_;
};

Task<void> FakeTimers::sleep(Duration wait) {
    return lie_down(wait, Deadline::in(wait, clock_));
}

Task<void> FakeTimers::sleep_until(Deadline deadline) {
    return lie_down(deadline.left(clock_), deadline);
}

Task<void> FakeTimers::lie_down(Duration wait, Deadline end) {
    const auto executor = co_await asio::this_coro::executor;
    const auto timer = std::make_shared<asio::steady_timer>(executor, SteadyTime::max());
    bool skips = false;
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(wait);
        skips = wait < skip_below_;
        if (!skips) sleepers_.push_back({end.when(), timer});
    }
    const Listed listed(*this, timer.get());
    if (skips) advance(std::max(Duration::zero(), wait));
    if (end.passed(clock_)) timer->expires_at(SteadyTime::min());
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    co_await throw_if_cancelled();
}

void FakeTimers::skip_sleeps_below(Duration bound) {
    const std::lock_guard lock(mutex_);
    skip_below_ = bound;
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
