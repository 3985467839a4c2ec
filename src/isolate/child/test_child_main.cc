// The child program of the tests: does on request what a child must never do.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>

#include "isolate/child/serve.h"
#include "isolate/frame.h"
#include "isolate/process.h"

extern char** environ;

namespace easel::isolate {
namespace {

std::string descriptors;  // as found at the start: afterwards no folder can be opened

std::string list_descriptors() {
    std::vector<int> found;
    DIR* folder = ::opendir("/proc/self/fd");
    while (const dirent* entry = ::readdir(folder)) {
        const int fd = std::atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd != ::dirfd(folder)) found.push_back(fd);
    }
    ::closedir(folder);
    std::ranges::sort(found);
    std::string text;
    for (const int fd : found)
        text += std::to_string(fd) + " ";
    return text;
}

std::string list_environment() {
    std::string text;
    for (char** variable = environ; *variable; ++variable)
        text += std::string(*variable) + " ";
    return text;
}

std::string double_file(std::vector<Fd>& files) {
    const Result<std::size_t> size = file_size(files.at(0).get());
    const Result<std::string> bytes = read_at(files.at(0).get(), 0, *size);
    return write_all(files.at(1).get(), *bytes + *bytes) ? "ok" : "failed";
}

std::string answer_nonsense() {
    std::ignore = ::write(child_socket, "nonsense", 8);
    return "late";
}

std::string send_a_file() {
    std::vector<Fd> files;
    files.emplace_back(0);
    send_frame(child_socket, 1, "mine", files);
    return "late";
}

std::string eat_memory() {
    constexpr std::size_t step = 16_MiB;
    std::size_t eaten = 0;
    while (void* piece = std::malloc(step)) {  // lint: allow(naked-new) it is meant to leak
        std::fill_n(static_cast<char*>(piece), step, 'x');
        eaten += step;
    }
    return std::to_string(eaten);
}

std::string forbidden(const std::string& what) {
    if (what == "open") return std::to_string(::open("/etc/hostname", O_RDONLY));
    if (what == "socket") return std::to_string(::socket(AF_INET, SOCK_STREAM, 0));
    if (what == "exec") return std::to_string(::execl("/bin/true", "true", nullptr));
    if (what == "fork")
        return std::to_string(::fork());  // lint: allow(process) must be killed for it
    if (what == "kill") return std::to_string(::kill(::getppid(), 0));
    if (what == "run memory")
        return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                       MAP_FAILED
                   ? "refused"
                   : "mapped";
    return "unknown";
}

std::string answer(std::string request, std::vector<Fd> files) {
    const std::size_t colon = request.find(':');
    const std::string word = request.substr(0, colon);
    std::string rest = colon == std::string::npos ? "" : request.substr(colon + 1);
    if (word == "echo") return rest;
    if (word == "descriptors") return descriptors;
    if (word == "environment") return list_environment();
    if (word == "pid") return std::to_string(::getpid());
    if (word == "double") return double_file(files);
    if (word == "crash") ::abort();
    if (word == "exit") ::_exit(0);
    if (word == "hang")
        for (;;)
            ::sched_yield();
    if (word == "nonsense") return answer_nonsense();
    if (word == "send") return send_a_file();
    if (word == "long") return std::string(frame_body_max + 1, 'x');
    if (word == "memory") return eat_memory();
    return forbidden(word);
}

const char* fault(const char* name) {
    return std::getenv(name);  // lint: allow(getenv) how a test tells its child what to do wrong
}

/// Faults of the start, which need what the filter forbids later.
std::string prepare() {
    descriptors = list_descriptors();
    // Whoever finds this file takes no request; only one child finds it.
    const char* deaf = fault("DEAF");
    if (deaf && ::unlink(deaf) == 0) ::shutdown(child_socket, SHUT_RD);
    while (fault("MUTE"))
        ::pause();
    return "";
}

}  // namespace
}  // namespace easel::isolate

int main(int argc, char** argv) {
    using namespace easel::isolate;
    if (argc == 3) {  // plays the parent: starts a child of itself, tells its number and waits
        const auto process = start_process(argv[0], {}, Limits());
        if (!process) return 1;
        const std::string line = std::to_string(process->pid) + "\n";
        std::ignore = ::write(STDOUT_FILENO, line.data(), line.size());
        for (;;)
            ::pause();
    }
    serve(argc, argv, {.prepare = prepare, .answer = answer});
}
