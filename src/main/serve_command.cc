#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "app/app.h"
#include "main/commands.h"
#include "main/exit_code.h"
#include "main/greeting.h"
#include "observe/log.h"

namespace easel::main {
namespace {

observe::Level level_of(config::LogLevel level) {
    switch (level) {
        case config::LogLevel::debug:
            return observe::Level::debug;
        case config::LogLevel::info:
            return observe::Level::info;
        case config::LogLevel::warning:
            return observe::Level::warn;
        case config::LogLevel::error:
            return observe::Level::error;
    }
    return observe::Level::info;
}

void prepare_process() {
    // A dump would hold keys and prompts.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);  // nor may another process of this user read our memory
    std::signal(SIGPIPE, SIG_IGN);
    // Every connection is a descriptor, and the soft limit is often 1024.
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    // An arena a thread would double the memory of a server that mostly waits.
    ::mallopt(M_ARENA_MAX, 2);
    // Large bodies have mappings of their own, which go back to the system with them. Without these
    // two the first large one raises the bound, and those after it stay for ever.
    ::mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    ::mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

void end_at_the_next_signal() {
    for (const int signal : app::App::stop_signals)
        std::signal(signal, [](int) { ::_exit(app::App::stopped_twice); });
}

int complain(const Error& error) {
    std::cerr << "easel: ";
    if (!error.message.contains(error.param)) std::cerr << error.param << ": ";
    std::cerr << error.message;
    if (!error.detail.empty()) std::cerr << " (" << error.detail << ")";
    std::cerr << '\n';
    switch (error.kind) {
        case ErrorKind::storage_unavailable:
            return bad_data_dir;
        case ErrorKind::cancelled:
            return try_again;
        case ErrorKind::invalid_value:
            return bad_config;
        default:
            return failed_running;
    }
}

int run(config::Settings settings) {
    auto app = app::App::create(settings);
    if (!app) return complain(app.error());
    const auto started = (*app)->start();
    if (!started) return complain(started.error());
    greet(**app, settings);
    (*app)->run_until_signal();
    observe::log(observe::Level::info, "stopped");
    return done;
}

}  // namespace

int serve(const Options& options) {
    prepare_process();
    std::optional<config::Settings> settings = options.load().settings;
    if (!settings) return bad_config;
    observe::start_log(settings->log.format == config::LogFormat::json ? observe::LogFormat::json
                                                                       : observe::LogFormat::text,
                       level_of(settings->log.level));
    const int code = run(*std::move(settings));
    end_at_the_next_signal();
    observe::stop_log(code);
    return code;
}

}  // namespace easel::main
