#include "net/http/testing/test_server.h"

#include <stdexcept>

#include "async/runtime.h"
#include "async/testing/run.h"

namespace easel::net::http::testing {

struct TestServer::State {
    async::SystemTimers system_timers;
    SystemRng rng;
    observe::Metrics metrics;
    OpenGate open;
    async::Runtime runtime;
    Server server;
    bool drained = false;

    State(std::vector<Route> routes, TestServerOptions options)
        : runtime(options.threads),
          server({runtime.executor(), options.timers ? *options.timers : system_timers, rng,
                  metrics, options.gate ? *options.gate : open},
                 options.settings, std::move(routes), options.render_error) {}
};

Reply plain_error(const Error& error, const Request&) {
    const ErrorTraits& about = traits(error.kind);
    return Reply::text(about.status, "text/plain", std::string(about.code) + ": " + error.message);
}

TestServer::TestServer(std::vector<Route> routes, TestServerOptions options)
    : state_(std::make_unique<State>(std::move(routes), std::move(options))) {
    const Result<void> started = state_->server.start();
    if (!started) throw std::runtime_error(started.error().message);
}

TestServer::~TestServer() {
    drain(std::chrono::milliseconds(0));
}

std::uint16_t TestServer::port() const {
    return state_->server.port();
}

std::string TestServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
}

void TestServer::drain(std::chrono::milliseconds grace) {
    if (std::exchange(state_->drained, true)) return;
    async::testing::run(state_->server.drain(grace));
}

observe::Metrics& TestServer::metrics() {
    return state_->metrics;
}

Server& TestServer::server() {
    return state_->server;
}

}  // namespace easel::net::http::testing
