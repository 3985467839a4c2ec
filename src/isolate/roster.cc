#include "isolate/roster.h"

#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

#include "observe/log.h"

namespace easel::isolate {
namespace {

/// A signal that nobody here sent: a crash, a limit or the filter.
void log_end(const std::string& name, int status) {
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        observe::log(observe::Level::warn, "a child process was ended by a signal",
                     {{"pool", name}, {"signal", WTERMSIG(status)}});
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        observe::log(observe::Level::warn, "a child process gave up",
                     {{"pool", name}, {"status", WEXITSTATUS(status)}});
}

}  // namespace

Roster::Roster(std::string name, observe::Metrics& metrics)
    : name_(std::move(name)),
      started_(metrics.counter("easel_children_started_total", "Child processes started.",
                               {{"pool", name_}})),
      starts_failed_(metrics.counter("easel_children_not_started_total",
                                     "Child processes that did not come up.", {{"pool", name_}})),
      calls_failed_(metrics.counter("easel_child_calls_failed_total",
                                    "Calls that ended with the death of the child.",
                                    {{"pool", name_}})),
      running_(metrics.gauge("easel_children", "Child processes that run.", {{"pool", name_}})) {}

Roster::~Roster() {
    end_idle(SteadyTime::max());
    for (const pid_t pid : dead_) {
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

std::unique_ptr<ChildHandle> Roster::take_idle() {
    for (;;) {
        std::unique_ptr<ChildHandle> child;
        {
            const std::lock_guard lock(mutex_);
            reap();
            if (idle_.empty()) return nullptr;
            child = std::move(idle_.back());
            idle_.pop_back();
        }
        if (child->quiet()) return child;
        bury(std::move(child));
    }
}

void Roster::give_back(std::unique_ptr<ChildHandle> child, SteadyTime now) {
    child->idle_since = now;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(child));
}

void Roster::started() {
    started_.add();
    running_.set(static_cast<double>(++children_));
}

void Roster::bury(std::unique_ptr<ChildHandle> child) {
    const pid_t pid = child->pid();
    child.reset();
    running_.set(static_cast<double>(--children_));
    const std::lock_guard lock(mutex_);
    dead_.push_back(pid);
    reap();
}

void Roster::end_idle(SteadyTime since) {
    std::vector<std::unique_ptr<ChildHandle>> old;
    {
        const std::lock_guard lock(mutex_);
        for (auto& child : idle_)
            if (child->idle_since <= since) old.push_back(std::move(child));
        std::erase(idle_, nullptr);
        reap();
    }
    for (auto& child : old)
        bury(std::move(child));
}

void Roster::reap() {
    std::erase_if(dead_, [this](pid_t pid) {
        int status = 0;
        const pid_t found = ::waitpid(pid, &status, WNOHANG);
        if (found == pid) log_end(name_, status);
        return found != 0;
    });
}

Error Roster::not_started(Error error) {
    starts_failed_.add();
    observe::log(observe::Level::error, "a child process did not start",
                 {{"pool", name_}, {"why", error.detail}});
    return error;
}

void Roster::call_failed(const Error& error) {
    calls_failed_.add();
    observe::log(observe::Level::warn, "a call to a child process failed",
                 {{"pool", name_}, {"why", error.detail}});
}

}  // namespace easel::isolate
