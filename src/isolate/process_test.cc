#include "isolate/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "isolate/frame.h"

namespace easel::isolate {
namespace {

constexpr int patience_ms = 20'000;

/// A child spoken to without a pool, to see how it ends.
class BareChild {
  public:
    explicit BareChild(const Limits& limits = {}) {
        Result<Process> process = start_process(EASEL_TEST_CHILD, {"A=b"}, limits);
        EXPECT_TRUE(process) << process.error().detail;
        if (process) process_ = *std::move(process);
    }
    ~BareChild() {
        if (process_.pid < 0) return;
        ::kill(process_.pid, SIGKILL);
        ::waitpid(process_.pid, nullptr, 0);
    }
    BareChild(const BareChild&) = delete;

    std::string ask(const std::string& request) {
        EXPECT_EQ(send_frame(process_.socket.get(), 1, request, {}), Transfer::done);
        return read();
    }
    /// The body of the next frame; "(gone)" if the child is.
    std::string read() {
        pollfd entry{process_.socket.get(), POLLIN, 0};
        EXPECT_EQ(::poll(&entry, 1, patience_ms), 1);
        Frame frame;
        if (receive_frame(process_.socket.get(), Files::refuse, frame) != Transfer::done)
            return "(gone)";
        return frame.body;
    }
    void hang_up() { process_.socket.reset(); }
    int status() {
        int status = 0;
        ::waitpid(std::exchange(process_.pid, -1), &status, 0);
        return status;
    }

  private:
    Process process_;
};

TEST(Process, a_child_has_its_socket_and_null_devices_and_nothing_else) {
    const Fd leaky(::open("/dev/null", O_RDONLY));  // without close-on-exec, as Asio's sockets are
    BareChild child;
    EXPECT_EQ(child.read(), "");
    EXPECT_EQ(child.ask("descriptors"), "0 1 2 3 ");
    EXPECT_EQ(child.ask("environment"), "A=b ");
}

TEST(Process, a_child_ends_by_itself_when_its_socket_ends) {
    BareChild child;
    EXPECT_EQ(child.read(), "");
    child.hang_up();
    const int status = child.status();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST(Process, the_filter_kills_a_child_that_reaches_for_the_outside) {
#ifdef EASEL_SANITIZED
    GTEST_SKIP() << "sanitizer builds set no filter";
#endif
    for (const char* reach : {"open", "socket", "exec", "fork", "kill", "run memory"}) {
        BareChild child;
        EXPECT_EQ(child.read(), "");
        EXPECT_EQ(child.ask(reach), "(gone)") << reach;
        const int status = child.status();
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) << reach << " " << status;
    }
}

TEST(Process, memory_ends_at_its_limit) {
#ifdef EASEL_SANITIZED
    GTEST_SKIP() << "sanitizer builds set no memory limit";
#endif
    Limits limits;
    limits.memory_max = 256_MiB;
    BareChild child(limits);
    EXPECT_EQ(child.read(), "");
    const unsigned long eaten = std::stoul(child.ask("memory"));
    EXPECT_LE(eaten, 256_MiB);
    EXPECT_GE(eaten, 200_MiB);
}

TEST(Process, a_missing_program_is_an_error_and_no_process) {
    const auto process = start_process("/nowhere/easel-nothing", {}, Limits());
    ASSERT_FALSE(process);
    EXPECT_EQ(process.error().kind, ErrorKind::backend_unavailable);
}

/// Starts the test program as a parent of its own and reads its child's process id.
pid_t start_parent(pid_t& child, Fd& output) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    output.reset(ends[0]);
    const Fd theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
    std::string program = EASEL_TEST_CHILD;
    std::array<char*, 4> arguments{program.data(), program.data(), program.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t parent = -1;
    EXPECT_EQ(::posix_spawn(&parent, program.c_str(), &actions, nullptr, arguments.data(),
                            environment.data()),
              0);
    ::posix_spawn_file_actions_destroy(&actions);
    std::array<char, 32> line{};
    EXPECT_GT(::read(output.get(), line.data(), line.size() - 1), 0);
    child = std::atoi(line.data());
    return parent;
}

TEST(Process, kill_9_of_the_parent_leaves_no_child) {
    pid_t child = -1;
    Fd output;
    const pid_t parent = start_parent(child, output);
    ASSERT_GT(child, 0);
    const Fd watch(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    ASSERT_TRUE(watch);
    ::kill(parent, SIGKILL);
    pollfd entry{watch.get(), POLLIN, 0};
    EXPECT_EQ(::poll(&entry, 1, patience_ms), 1);
    ::waitpid(parent, nullptr, 0);
}

}  // namespace
}  // namespace easel::isolate
