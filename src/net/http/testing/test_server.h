#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/http/server.h"

namespace easel::net::http::testing {

/// Lets everybody in.
class OpenGate final : public Gate {
  public:
    Result<void> admit(Request&, const Access&) override { return {}; }
};

/// `code: message` as text.
Reply plain_error(const Error& error, const Request& request);

struct TestServerOptions {
    ServerSettings settings;
    async::Timers* timers = nullptr;  ///< null: real time. Not FakeTimers that skip sleeps.
    Gate* gate = nullptr;             ///< null: open
    ErrorRenderer render_error = plain_error;
    unsigned threads = 2;
};

/// A server on a free port of the loopback, for tests here and, as a scripted origin, in other
/// rooms. Listens once constructed; the destructor cuts what is open. What `options` points to and
/// what the handlers use must outlive it.
class TestServer {
  public:
    explicit TestServer(std::vector<Route> routes, TestServerOptions options = TestServerOptions());
    ~TestServer();
    TestServer(const TestServer&) = delete;

    std::uint16_t port() const;
    /// `http://127.0.0.1:<port><path>`
    std::string url(const std::string& path) const;
    /// Stops now; the destructor then has nothing left to do.
    void drain(std::chrono::milliseconds grace);
    observe::Metrics& metrics();
    Server& server();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::net::http::testing
