#pragma once

#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "async/task.h"
#include "base/clock.h"
#include "isolate/process.h"

namespace easel::isolate {

struct Request {
    std::string body;       ///< at most frame_body_max bytes
    std::vector<Fd> files;  ///< at most frame_files_max
};

/// The server's view of one running child: one call at a time. Killed when destroyed; the caller
/// takes the process id first and reaps it.
class ChildHandle {
  public:
    ChildHandle(boost::asio::any_io_executor executor, Process process);
    ~ChildHandle();
    ChildHandle(const ChildHandle&) = delete;

    pid_t pid() const;
    unsigned calls() const;
    /// False if it has ended or said something unasked while it was idle.
    bool quiet() const;

    /// Waits for the child's greeting: libraries are loaded, the filter is set.
    Task<Result<void>> greeting();
    /// Sends a request and waits for its answer; the caller keeps it until then. After a failure
    /// or a cancellation the child's state is unknown: destroy it. `backend_unavailable` if it was
    /// gone before it took the request, so that another child may be asked; `internal_error` if it
    /// ended or answered nonsense.
    Task<Result<std::string>> exchange(const Request& request);

    SteadyTime idle_since{};  ///< the pool's note

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::isolate
