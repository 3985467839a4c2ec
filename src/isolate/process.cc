#include "isolate/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace easel::isolate {
namespace {

Error cannot(const char* action, int code) {
    return fail(ErrorKind::backend_unavailable, "A helper program of the server did not start.")
        .because(std::string(action) + ": " + std::strerror(code));
}

/// The C interface of posix_spawn, held so that every way out frees it.
class Plan {
  public:
    Plan() {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
    }
    ~Plan() {
        ::posix_spawnattr_destroy(&attributes_);
        ::posix_spawn_file_actions_destroy(&actions_);
    }
    Plan(const Plan&) = delete;

    int set_descriptors(int socket) {
        // dup2 onto itself would keep close-on-exec on some systems; glibc clears it.
        int code = ::posix_spawn_file_actions_adddup2(&actions_, socket, child_socket);
        if (code == 0)
            code = ::posix_spawn_file_actions_addclosefrom_np(&actions_, child_socket + 1);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
#ifdef EASEL_SANITIZED
            if (fd == STDERR_FILENO) continue;  // a sanitizer's report must be seen
#endif
            // A library's warnings could carry foreign bytes into our log.
            if (code == 0)
                code = ::posix_spawn_file_actions_addopen(&actions_, fd, "/dev/null", O_RDWR, 0);
        }
        return code;
    }

    int set_signals() {
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        int code = ::posix_spawnattr_setsigmask(&attributes_, &none);
        if (code == 0) code = ::posix_spawnattr_setsigdefault(&attributes_, &all);
        if (code == 0) code = ::posix_spawnattr_setpgroup(&attributes_, 0);
        if (code == 0)
            code = ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK |
                                                                POSIX_SPAWN_SETSIGDEF |
                                                                POSIX_SPAWN_SETPGROUP);
        return code;
    }

    int start(const std::string& program, char* const* arguments, char* const* environment,
              pid_t& pid) {
        return ::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments,
                             environment);
    }

  private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

bool limit(pid_t pid, __rlimit_resource what, std::size_t most) {
    const rlimit value{most, most};
    return ::prlimit(pid, what, &value, nullptr) == 0;
}

bool set_limits(pid_t pid, const Limits& limits) {
    const auto cpu = static_cast<std::size_t>(limits.cpu_max.count());
    bool set = limit(pid, RLIMIT_CORE, 0) && limit(pid, RLIMIT_NOFILE, limits.descriptors_max) &&
               limit(pid, RLIMIT_FSIZE, limits.file_max) && limit(pid, RLIMIT_CPU, cpu);
#ifndef EASEL_SANITIZED
    // RLIMIT_DATA counts what it allocates; RLIMIT_AS also stops shared maps that evade the first.
    set = set && limit(pid, RLIMIT_DATA, limits.memory_max) &&
          limit(pid, RLIMIT_AS, limits.memory_max + 1024_MiB);
#endif
    return set;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

}  // namespace

std::filesystem::path beside_this_program(const std::string& name) {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / name;
}

Result<Process> start_process(const std::filesystem::path& program,
                              const std::vector<std::string>& environment, const Limits& limits) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failed(cannot("socketpair", errno));
    Process process;
    process.socket.reset(ends[0]);
    const Fd theirs(ends[1]);
    if (::fcntl(process.socket.get(), F_SETFL, O_NONBLOCK) != 0)
        return failed(cannot("fcntl", errno));

    Plan plan;
    int code = plan.set_descriptors(theirs.get());
    if (code == 0) code = plan.set_signals();
    std::vector<std::string> arguments{program.string(), std::to_string(::getpid())};
    std::vector<std::string> variables = environment;
    if (code == 0)
        code = plan.start(program.string(), pointers(arguments).data(), pointers(variables).data(),
                          process.pid);
    if (code != 0) return failed(cannot("start", code));
    if (!set_limits(process.pid, limits)) {
        const int reason = errno;
        ::kill(process.pid, SIGKILL);
        ::waitpid(process.pid, nullptr, 0);
        return failed(cannot("limit", reason));
    }
    return process;
}

}  // namespace easel::isolate
