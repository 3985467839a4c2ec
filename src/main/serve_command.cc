#include <malloc.h>
#include <sys/resource.h>

#include <csignal>
#include <iostream>

#include "app/app.h"
#include "config/endpoint.h"
#include "main/commands.h"
#include "main/exit_code.h"
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

int complain(const Error& error) {
    std::cerr << "easel: " << error.message;
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

// What a person types next: one line, and the picture is in the folder.
std::string curl_line(const std::string& base, const std::string& model, const std::string& key) {
    return "  curl -s " + base + "/v1/images/generations -H \"Authorization: Bearer " + key +
           "\" -H \"Content-Type: application/json\" -d '{\"model\":\"" + model +
           "\",\"prompt\":\"a red fox in the snow at sunrise\",\"response_format\":\"b64_json\"}' "
           "| "
           "sed 's/.*\"b64_json\":\"\\([^\"]*\\)\".*/\\1/' | base64 -d > fox.png\n";
}

void greet(const app::App& app, const config::Settings& settings) {
    config::Endpoint reached = settings.server.listen;
    reached.port = app.port();
    if (reached.host == "0.0.0.0") reached.host = "127.0.0.1";
    if (reached.host == "::") reached.host = "::1";
    const std::string base = "http://" + config::to_text(reached);
    std::string key = "$API_MASTER_KEY";
    std::cout << "easel " EASEL_VERSION " listens on " << base << '\n';
    if (settings.keys.no_auth) {
        key = "any";
        std::cout << "No key is asked for, since API_MASTER_KEY is 1 and only this machine can "
                     "connect.\n";
    } else if (app.made_key()) {
        key = app.made_key()->reveal();
        std::cout << "Your admin key, shown this once and kept only as a hash:\n  " << key << '\n';
    } else if (settings.keys.master.empty()) {
        key = "$EASEL_KEY";
        std::cout
            << "The admin key is the one that the first start printed; put it into EASEL_KEY.\n";
    }
    std::cout << "Paint a picture into fox.png:\n"
              << curl_line(base, app.default_model(), key) << std::flush;
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
    std::optional<config::Settings> settings = options.load_or_complain();
    if (!settings) return bad_config;
    observe::start_log(settings->log.format == config::LogFormat::json ? observe::LogFormat::json
                                                                       : observe::LogFormat::text,
                       level_of(settings->log.level));
    const int code = run(*std::move(settings));
    observe::stop_log();
    return code;
}

}  // namespace easel::main
