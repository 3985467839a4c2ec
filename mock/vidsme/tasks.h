#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"

namespace easel::mock::vidsme {

/// One order that the upstream took.
struct Order {
    std::string prompt;        ///< its first 200 bytes
    std::string picture_seed;  ///< what the picture follows from: all of the prompt, and the model
    std::string model;
    std::string user_id;
    int width = 0;
    int height = 0;
};

/// The orders in work, and the last 4 096 of all. Any thread.
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
    /// The caller has been told that the order has ended.
    void close(const std::string& id);
    /// Orders whose caller has not been told so yet.
    int open() const;
    /// As a restart of an upstream that keeps nothing.
    void forget();

  private:
    struct Task {
        Order order;
        SteadyTime begun;
        int polls = 0;
        bool closed = false;
    };
    void forget_oldest();

    Pace pace_;
    const Clock& clock_;
    mutable std::mutex mutex_;  // calls come on many strands
    std::map<std::string, Task> tasks_;
    std::deque<std::string> oldest_first_;
    int open_ = 0;
    int last_ = 0;
};

}  // namespace easel::mock::vidsme
