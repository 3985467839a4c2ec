#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"

namespace easel::mock::vidsme {

/// One order that the upstream took.
struct Order {
    std::string prompt;
    std::string model;
    std::string user_id;
    int width = 0;
    int height = 0;
};

/// The orders in work. Any thread.
class Tasks {
  public:
    struct Pace {
        Duration job_time = std::chrono::milliseconds(300);  ///< from submit until done
        int polls_until_done = 0;  ///< polls that are answered with "not yet" whatever the time
    };
    enum class Stage { waiting, working, done };

    Tasks(Pace pace, const Clock& clock) : pace_(pace), clock_(clock) {}

    std::string add(Order order);
    struct State {
        Order order;
        Stage stage = Stage::waiting;
    };
    /// How the order stands now; counts as a poll. Nullopt if there is none of that id.
    std::optional<State> poll(const std::string& id);
    std::optional<Order> find(const std::string& id) const;
    /// As a restart of an upstream that keeps nothing.
    void forget();

  private:
    struct Task {
        Order order;
        SteadyTime begun;
        int polls = 0;
    };
    Pace pace_;
    const Clock& clock_;
    mutable std::mutex mutex_;  // calls come on many strands
    std::map<std::string, Task> tasks_;
    int last_ = 0;
};

}  // namespace easel::mock::vidsme
