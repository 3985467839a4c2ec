#include "mock/vidsme/tasks.h"

namespace easel::mock::vidsme {
namespace {
constexpr std::size_t tasks_max = 100'000;
}

std::string Tasks::add(Order order) {
    const std::lock_guard lock(mutex_);
    if (tasks_.size() >= tasks_max) tasks_.clear();
    std::string id = "job-" + std::to_string(++last_);
    tasks_[id] = Task{std::move(order), clock_.now()};
    return id;
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

void Tasks::forget() {
    const std::lock_guard lock(mutex_);
    tasks_.clear();
}

}  // namespace easel::mock::vidsme
