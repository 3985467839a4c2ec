#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "async/task.h"
#include "async/timers.h"
#include "base/file.h"
#include "isolate/process.h"
#include "observe/metrics.h"

namespace easel::isolate {

struct Settings {
    std::string name;                      ///< in logs and metrics
    std::filesystem::path program;         ///< see beside_this_program
    std::vector<std::string> environment;  ///< `NAME=value`; the child sees nothing else
    unsigned children_max = 2;             ///< also the calls that run at once
    std::size_t waiting_max = 64;          ///< further calls that wait for a child
    Duration call_time_max = std::chrono::seconds(20);
    Duration start_time_max = std::chrono::seconds(10);
    Duration idle_max =
        std::chrono::seconds(60);     ///< then a child is ended, to give its memory back
    unsigned calls_per_child = 1000;  ///< then it is replaced: nothing grows for ever
    Limits limits;
};

/// Child processes for work that is dangerous to do where the keys are. Children start with the
/// first call that needs one and serve one call at a time; one that crashes, hangs or answers
/// nonsense costs its caller an error, is killed, and the next call starts another.
///
/// Any thread. Must outlive its calls; await `stop()` before it is destroyed.
class Pool {
  public:
    Pool(boost::asio::any_io_executor executor, async::Timers& timers, observe::Metrics& metrics,
         Settings settings);
    ~Pool();
    Pool(const Pool&) = delete;

    /// Sends `request` (at most 64 KiB) with the files to a child and returns its answer. If the
    /// child is lost before it takes them, a fresh one is asked, once.
    /// Cancellation and deadline kill the child that works on it. Fails with
    ///   overloaded           too many calls wait, or the deadline passed while this one did
    ///   backend_unavailable  no child could be started, or none took the request
    ///   internal_error       the child crashed, hung or answered nonsense: perhaps on purpose of
    ///                        whoever made the input, which only the caller can judge
    ///   generation_timeout   the caller's deadline passed while the child started or worked
    ///   shutting_down        after stop()
    Task<Result<std::string>> call(std::string request, std::vector<Fd> files, Deadline deadline);

    /// Whether the program is there and has greeted us once; starts a child only if none ever has.
    /// Fails as a call does.
    Task<Result<void>> ready(Deadline deadline);

    /// Refuses newcomers and ends the idle children. Calls that run come to their end first if they
    /// are awaited by their own owners.
    Task<void> stop();

    /// Children that run now.
    std::size_t children() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::isolate
