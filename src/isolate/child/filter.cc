#include "isolate/child/filter.h"

#ifndef EASEL_SANITIZED
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstring>
#include <memory>
#endif

namespace easel::isolate {
#ifdef EASEL_SANITIZED

std::string set_filter() {
    return "";
}

#else
namespace {

// Whatever the arguments: memory, threads' own business, and descriptors that are open already.
constexpr int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(ftruncate),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sysinfo),  // how much memory there is: qsort asks before it takes a large buffer
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

struct Free {
    void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Free>;

int allow(void* filter, int call) {
    return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

int allow_if(void* filter, int call, scmp_arg_cmp condition) {
    return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition);
}

int add_rules(void* filter) {
    int code = 0;
    for (const int call : allowed)
        if (code == 0) code = allow(filter, call);
    // Memory, but never memory that can be run.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        if (code == 0) code = allow_if(filter, call, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // What fstat is made of. The path cannot be checked, so a child could ask for a file's size and
    // age by name, but with this flag alone, and not for a byte of it.
    if (code == 0)
        code = allow_if(filter, SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
    // Threads, but no processes. The arguments of clone3 are out of a filter's reach: the C library
    // falls back to clone when it is told that there is none.
    if (code == 0)
        code = allow_if(filter, SCMP_SYS(clone),
                        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    if (code == 0) code = ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // A thread's name, and nothing else of prctl.
    if (code == 0) code = allow_if(filter, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    return code;
}

}  // namespace

std::string set_filter() {
    const Filter filter(::seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter) return "no filter";
    int code = ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (code == 0) code = add_rules(filter.get());
    if (code == 0) code = ::seccomp_load(filter.get());
    return code == 0 ? "" : std::string("filter: ") + std::strerror(-code);
}

#endif
}  // namespace easel::isolate
