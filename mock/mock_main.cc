#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>

#include "base/file.h"
#include "base/text.h"
#include "mock/vidsme/running.h"

namespace easel::mock {
namespace {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    unsigned threads = 1;
    std::string private_key;
    int job_ms = 300;
    int polls = 0;
    int latency_ms = 0;
    int window_s = 300;
    int clock_skew_s = 0;
    bool nonce_reuse = false;
    std::string status_words;
    std::vector<std::string> faults;
    std::string script;
    vidsme::Settings settings;
};

void declare(CLI::App& app, Options& o) {
    app.add_option("--port", o.port, "Port to listen on; 0: a free one")->capture_default_str();
    app.add_option("--address", o.address, "Address to listen on")->capture_default_str();
    app.add_option("--threads", o.threads, "Threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    app.add_option("--private-key", o.private_key,
                   "PEM file with the RSA key to own; without it a new key every time");
    app.add_option("--job-ms", o.job_ms, "Time from submit until a job is done")
        ->capture_default_str();
    app.add_option("--polls", o.polls, "Polls that get \"not yet\" whatever the time")
        ->capture_default_str();
    app.add_option("--latency", o.latency_ms, "Milliseconds before every answer")
        ->capture_default_str();
    app.add_option("--window", o.window_s, "Largest difference in seconds between t and our clock")
        ->capture_default_str();
    app.add_option("--clock-skew", o.clock_skew_s, "Seconds that our clock runs ahead")
        ->capture_default_str();
    app.add_flag("--allow-nonce-reuse", o.nonce_reuse, "Take a nonce more than once");
    app.add_flag("--require-browser-headers", o.settings.browser_headers,
                 "Refuse calls without Origin and Referer");
    app.add_option("--user-id", o.settings.user_id, "The only user id that may submit; empty: any");
    app.add_option("--app-id", o.settings.rules.app_id, "The app id to expect")
        ->capture_default_str();
    app.add_option("--salt", o.settings.rules.static_salt, "The salt to expect")
        ->capture_default_str();
    app.add_option("--model", o.settings.models, "Models there are")->capture_default_str();
    app.add_option("--status-words", o.status_words,
                   "Words for waiting, in work and done, separated by commas");
    app.add_option("--fault", o.faults, "A fault, see below; may be repeated");
    app.add_option("--script", o.script,
                   "JSON file: {\"faults\":[{\"kind\":\"html\",\"at\":"
                   "\"submit\",\"status\":503,\"times\":2}]}");
    app.footer(
        "A fault is kind@place:name=value,… and takes times=N (1; 0: for ever), skip=N and\n"
        "percent=N besides values of its own:\n" +
        fault_help(vidsme::fault_kinds()) +
        "While it runs: GET /__log shows what it saw, POST /__reset forgets everything,\n"
        "POST /__script adds the faults of a script.\n");
}

Result<void> finish(Options& o) {
    o.settings.pace = {std::chrono::milliseconds(o.job_ms), o.polls};
    o.settings.latency = std::chrono::milliseconds(o.latency_ms);
    o.settings.rules.time_window = std::chrono::seconds(o.window_s);
    o.settings.rules.clock_skew = std::chrono::seconds(o.clock_skew_s);
    o.settings.rules.nonce_once = !o.nonce_reuse;
    if (o.status_words.empty()) return {};
    const auto words = split(o.status_words, ',');
    if (words.size() != 3)
        return failed(fail(ErrorKind::invalid_value, "--status-words takes three words."));
    o.settings.status_words.assign(words.begin(), words.end());
    return {};
}

Result<std::vector<Fault>> faults_of(const Options& o) {
    std::vector<Fault> faults;
    for (const std::string& text : o.faults) {
        TRY(Fault fault, parse_fault(text, vidsme::fault_kinds()));
        faults.push_back(std::move(fault));
    }
    if (o.script.empty()) return faults;
    TRY(const std::string json, read_file(o.script, 1 << 20));
    TRY(std::vector<Fault> script, parse_script(json, vidsme::fault_kinds()));
    std::ranges::move(script, std::back_inserter(faults));
    return faults;
}

Result<RsaKey> key_of(const Options& o) {
    if (o.private_key.empty()) return RsaKey::generate();
    TRY(const std::string pem, read_file(o.private_key, 1 << 16));
    return RsaKey::from_pem(pem);
}

// Lines for a .env, the key once as it is and once on one line.
void announce(vidsme::Running& upstream, const Options& o) {
    std::string pem = upstream.service().public_pem();
    while (pem.ends_with('\n'))
        pem.pop_back();
    std::cout << "listening on " << o.address << ':' << upstream.port() << "\n\n"
              << pem << "\n\n"
              << "UPSTREAM_BASE_URL=" << upstream.base_url() << '\n'
              << "IMAGE_BASE_URL=" << upstream.origin() << "/\n"
              << "UPSTREAM_APP_ID=" << o.settings.rules.app_id << '\n'
              << "UPSTREAM_STATIC_SALT=" << o.settings.rules.static_salt << '\n'
              << "UPSTREAM_PUBLIC_KEY=\"" << replace_all(pem, "\n", "\\n") << "\"\n"
              << std::flush;
}

Result<void> serve(Options& o, const sigset_t& signals) {
    CHECK_OK(finish(o));
    TRY(std::vector<Fault> faults, faults_of(o));
    TRY(RsaKey key, key_of(o));
    async::SystemTimers timers;
    SystemRng rng;
    TRY(const auto upstream, vidsme::Running::start(o.settings, std::move(key), o.address, o.port,
                                                    timers, rng, o.threads));
    for (Fault& fault : faults)
        upstream->service().faults().add(std::move(fault));
    announce(*upstream, o);
    int signal = 0;
    sigwait(&signals, &signal);
    return {};
}

int run(int argc, char** argv) {
    CLI::App app(
        "Plays the upstreams of easel on this machine: strict about everything that the true\n"
        "ones can check, and wrong on order. For tests, benchmarks and development.",
        "easel-mock");
    app.require_subcommand(1);
    Options options;
    declare(*app.add_subcommand("vidsme", "The image service behind chatsweetie.ai"), options);
    CLI11_PARSE(app, argc, argv);
    // Blocked before the first thread starts, so that only sigwait sees them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const auto served = serve(options, signals);
    if (served) return 0;
    std::cerr << "easel-mock: " << served.error().message << '\n';
    return 1;
}

}  // namespace
}  // namespace easel::mock

int main(int argc, char** argv) {
    return easel::mock::run(argc, argv);
}
