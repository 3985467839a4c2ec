#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "isolate/child_handle.h"
#include "observe/metrics.h"

namespace easel::isolate {

/// The children of a pool: who is idle, who is dead but not yet reaped, and the counters.
/// Any thread.
class Roster {
  public:
    Roster(std::string name, observe::Metrics& metrics);
    /// Waits for the last of the killed children.
    ~Roster();
    Roster(const Roster&) = delete;

    /// The child used last, so that the others may grow old; null if none is fit.
    std::unique_ptr<ChildHandle> take_idle();
    void give_back(std::unique_ptr<ChildHandle> child, SteadyTime now);
    /// Counts a child that starts now.
    void started();
    /// Kills the child; its process is reaped when it is gone, without waiting here.
    void bury(std::unique_ptr<ChildHandle> child);
    /// Buries the children that have been idle since `since` or longer.
    void end_idle(SteadyTime since);

    /// Count and log a failure; the error comes back.
    Error not_started(Error error);
    void call_failed(const Error& error);

    std::size_t children() const { return children_; }

  private:
    void reap();

    std::string name_;
    observe::Counter started_;
    observe::Counter starts_failed_;
    observe::Counter calls_failed_;
    observe::Gauge running_;
    std::atomic<std::size_t> children_ = 0;
    std::mutex mutex_;  // calls come from many strands
    std::vector<std::unique_ptr<ChildHandle>> idle_;
    std::vector<pid_t> dead_;
};

/// A child in use by one call. Unless it is given back it is buried: whatever ends the call early
/// (an error, a deadline, a cancellation) leaves a child in an unknown state.
class Leased {
  public:
    explicit Leased(Roster& roster) : roster_(roster) {}
    ~Leased() { bury(); }
    Leased(const Leased&) = delete;

    void keep(std::unique_ptr<ChildHandle> child) { child_ = std::move(child); }
    void bury() {
        if (child_) roster_.bury(std::move(child_));
    }
    void give_back(SteadyTime now) { roster_.give_back(std::move(child_), now); }
    ChildHandle& child() { return *child_; }
    explicit operator bool() const { return child_ != nullptr; }

  private:
    Roster& roster_;
    std::unique_ptr<ChildHandle> child_;
};

}  // namespace easel::isolate
