#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"

namespace easel::isolate {

/// What a child program does. Runs on one thread; may throw nothing.
struct Service {
    /// Loads and warms up all that needs a file to be opened. Empty: ready; else why not.
    std::function<std::string()> prepare;
    /// Answers one request (at most 64 KiB), under the filter.
    std::function<std::string(std::string request, std::vector<Fd> files)> answer;
};

/// The whole life of a child: ties it to its parent, prepares, sets the filter on all threads,
/// greets, then answers until the socket ends. Ends the process: with 0 when the parent hung up.
///
/// A kill -9 of the parent takes the child along: the kernel sends it SIGKILL when the thread that
/// started it ends, and the socket ends as well.
[[noreturn]] void serve(int argc, char** argv, Service service);

}  // namespace easel::isolate
