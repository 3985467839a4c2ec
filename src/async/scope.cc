#include "async/scope.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <list>
#include <mutex>

#include "async/exceptions.h"
#include "async/signal.h"
#include "base/assert.h"
#include "observe/log.h"

namespace easel::async {
namespace asio = boost::asio;

namespace {

struct Running {
    explicit Running(const asio::any_io_executor& executor) : strand(executor) {}
    asio::strand<asio::any_io_executor> strand;
    asio::cancellation_signal signal;  // touched on the strand only
};

}  // namespace

struct Scope::State {
    State(asio::any_io_executor e, std::string n) : executor(std::move(e)), name(std::move(n)) {}

    asio::any_io_executor executor;
    std::string name;
    mutable std::mutex mutex;  // tasks end on many threads
    std::list<std::shared_ptr<Running>> running;
    bool closed = false;
    Signal task_ended;

    void ended(std::list<std::shared_ptr<Running>>::iterator task,
               const std::exception_ptr& error) {
        if (error && !is_cancellation(error))
            observe::log(observe::Level::error, "a task ended with an exception",
                         {{"scope", name}, {"what", what(error)}});
        {
            const std::lock_guard lock(mutex);
            running.erase(task);
        }
        task_ended.notify();
    }
};

Scope::Scope(asio::any_io_executor executor, std::string name)
    : state_(std::make_shared<State>(std::move(executor), std::move(name))) {}

Scope::~Scope() {
    EASEL_ASSERT(running() == 0);
}

bool Scope::spawn(Task<void> task) {
    const std::lock_guard lock(state_->mutex);
    if (state_->closed) return false;
    const auto place =
        state_->running.insert(state_->running.end(), std::make_shared<Running>(state_->executor));
    // Posted with the mutex held, and so ahead of any stop: the signal has its listener before it
    // is emitted, and both happen on the strand.
    asio::post((*place)->strand, [state = state_, place, task = std::move(task)]() mutable {
        Running& entry = **place;
        auto at_end = [state, place](const std::exception_ptr& error) {
            state->ended(place, error);
        };
        asio::co_spawn(entry.strand, std::move(task),
                       asio::bind_cancellation_slot(entry.signal.slot(), std::move(at_end)));
    });
    return true;
}

void Scope::stop() {
    const std::lock_guard lock(state_->mutex);
    state_->closed = true;
    for (const auto& entry : state_->running)
        asio::post(entry->strand,
                   [entry] { entry->signal.emit(asio::cancellation_type::terminal); });
}

void Scope::close() {
    const std::lock_guard lock(state_->mutex);
    state_->closed = true;
}

Task<void> Scope::join() {
    const auto state = state_;
    std::uint64_t seen = state->task_ended.version();
    while (running() > 0) {
        seen = co_await state->task_ended.wait_past(seen);
    }
}

std::size_t Scope::running() const {
    const std::lock_guard lock(state_->mutex);
    return state_->running.size();
}

}  // namespace easel::async
