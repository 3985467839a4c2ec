#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "async/task.h"

namespace easel::async {

/// The only thing that starts coroutines, and the place where all of them end.
///
/// Declare it as the *last* member of its owner: its tasks may then use every other member until
/// `join()` returns. An exception that escapes a task is a bug; it is logged with the scope's name
/// and the other tasks go on. All functions may be called from any thread.
class Scope {
  public:
    Scope(boost::asio::any_io_executor executor, std::string name);
    /// The scope must be empty: await `join()` first (asserted).
    ~Scope();
    Scope(const Scope&) = delete;

    /// Starts `task` on a strand of its own. False after `stop()` or `close()`: then the task was
    /// destroyed unstarted.
    bool spawn(Task<void> task);

    /// Refuses newcomers and cancels what runs. Returns at once.
    void stop();
    /// Refuses newcomers and lets what runs come to its end.
    void close();
    /// Returns when no task is left. Call after stop() or close(), else newcomers prolong it.
    Task<void> join();

    std::size_t running() const;

  private:
    struct State;
    std::shared_ptr<State> state_;  // a cancellation on its way to a strand outlives the call
};

}  // namespace easel::async
