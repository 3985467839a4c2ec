#include "async/runtime.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>
#include <vector>

namespace easel::async {

struct Runtime::State {
    explicit State(unsigned count)
        : context(static_cast<int>(count)), work(context.get_executor()) {}

    boost::asio::io_context context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
    std::vector<std::jthread> threads;
};

Runtime::Runtime(unsigned threads) : state_(std::make_unique<State>(threads)) {
    for (unsigned i = 0; i < threads; ++i)
        state_->threads.emplace_back([state = state_.get()] { state->context.run(); });
}

Runtime::~Runtime() {
    stop();
}

boost::asio::any_io_executor Runtime::executor() {
    return state_->context.get_executor();
}

void Runtime::stop() {
    state_->work.reset();
    state_->context.stop();
    state_->threads.clear();
}

}  // namespace easel::async
