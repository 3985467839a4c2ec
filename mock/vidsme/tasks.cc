#include "mock/vidsme/tasks.h"

namespace easel::mock::vidsme {
namespace {
constexpr std::size_t tasks_max = 4'096;
}

std::string Tasks::add(Order order) {
    const std::lock_guard lock(mutex_);
    if (tasks_.size() >= tasks_max) forget_oldest();
    std::string id = "job-" + std::to_string(++last_);
    tasks_[id] = Task{std::move(order), clock_.now()};
    oldest_first_.push_back(id);
    ++open_;
    return id;
}

// One by one: memory stays flat, and nobody loses an order that was just taken.
void Tasks::forget_oldest() {
    const auto oldest = tasks_.find(oldest_first_.front());
    oldest_first_.pop_front();
    if (!oldest->second.closed) --open_;
    tasks_.erase(oldest);
}

std::optional<Tasks::State> Tasks::poll(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = tasks_.find(id);
    if (found == tasks_.end()) return std::nullopt;
    Task& task = found->second;
    State state{task.order};
    const bool rested = ++task.polls > pace_.polls_until_done;
    if (rested && clock_.now() - task.begun >= pace_.job_time)
        state.stage = Stage::done;
    else if (task.polls > 1)
        state.stage = Stage::working;
    return state;
}

std::optional<Order> Tasks::find(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = tasks_.find(id);
    if (found == tasks_.end()) return std::nullopt;
    return found->second.order;
}

void Tasks::close(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = tasks_.find(id);
    if (found == tasks_.end() || found->second.closed) return;
    found->second.closed = true;
    --open_;
}

int Tasks::open() const {
    const std::lock_guard lock(mutex_);
    return open_;
}

void Tasks::forget() {
    const std::lock_guard lock(mutex_);
    tasks_.clear();
    oldest_first_.clear();
    open_ = 0;
}

}  // namespace easel::mock::vidsme
