#include "async/signal.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <vector>

#include "async/throw_if_cancelled.h"

namespace easel::async {
namespace asio = boost::asio;

struct Signal::State {
    std::mutex mutex;  // notified and awaited from different strands
    std::uint64_t version = 0;
    std::vector<std::shared_ptr<asio::steady_timer>> waiting;
};

Signal::Signal() : state_(std::make_shared<State>()) {}
Signal::~Signal() = default;

std::uint64_t Signal::version() const {
    const std::lock_guard lock(state_->mutex);
    return state_->version;
}

void Signal::notify() {
    const auto state = state_;
    // A timer belongs to the strand of its waiter. It is cancelled there, and let go there: once
    // woken, the waiter may end and take its io_context along. The mutex is held until nothing of
    // the waiter is in this thread's hands any more, and the waiter needs it on its way out.
    const std::lock_guard lock(state->mutex);
    ++state->version;
    for (auto& timer : state->waiting) {
        const auto executor = timer->get_executor();
        asio::post(executor, [timer = std::move(timer)] { timer->cancel(); });
    }
    state->waiting.clear();
}

namespace {

// Takes a waiter off the list however its frame ends, resumed or destroyed: a timer must not
// outlive the io_context that it was made on.
template <class State>
struct Listed {
    std::shared_ptr<State> state;
    std::shared_ptr<asio::steady_timer> timer;
    ~Listed() {
        const std::lock_guard lock(state->mutex);
        std::erase(state->waiting, timer);
    }
};

}  // namespace

Task<std::uint64_t> Signal::wait_past(std::uint64_t seen) {
    const auto state = state_;
    const auto executor = co_await asio::this_coro::executor;
    const auto timer = std::make_shared<asio::steady_timer>(executor, SteadyTime::max());
    {
        const std::lock_guard lock(state->mutex);
        if (state->version > seen) co_return state->version;
        state->waiting.push_back(timer);
    }
    const Listed<State> listed{state, timer};
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    co_await throw_if_cancelled();
    co_return version();
}

}  // namespace easel::async
