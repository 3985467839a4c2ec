#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/result.h"

namespace easel::isolate {

/// What a child may use up. The kernel enforces all of it; a child cannot raise any.
struct Limits {
    std::size_t memory_max = 1024_MiB;  ///< bytes of its own (not: files and libraries it maps)
    std::size_t file_max = 256_MiB;     ///< bytes that a file may grow to by its writing
    unsigned descriptors_max = 32;
    std::chrono::seconds cpu_max{3600};  ///< over its whole life
};

/// The descriptor that a child finds its socket on; the only one besides the standard three.
constexpr int child_socket = 3;

struct Process {
    pid_t pid = -1;
    Fd socket;  ///< our end, non-blocking
};

/// A program in the folder of the running one: where the children are installed.
std::filesystem::path beside_this_program(const std::string& name);

/// Starts `program` with posix_spawn: a socket on descriptor 3, null devices on 0 to 2, no other
/// descriptor, the given environment and nothing of ours, no blocked signal, a process group of its
/// own (Ctrl-C is for the server), limits set before it can have read a byte. Its one argument is
/// our process id. Fails with `backend_unavailable`. Blocks for the start alone (about 1 ms).
/// The child dies with the thread that called this (see serve.h): call it on a lasting thread.
Result<Process> start_process(const std::filesystem::path& program,
                              const std::vector<std::string>& environment, const Limits& limits);

}  // namespace easel::isolate
