#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "async/timers.h"
#include "base/result.h"
#include "mock/http.h"

namespace easel::mock {

/// A small HTTP/1.1 listener of the mock's own. It is not easel's server on purpose: it has to
/// break HTTP below the message, and easel's two halves should not be tested with each other alone.
/// It trusts whoever calls it; keep it on loopback.
class Listener {
  public:
    using Handler = std::function<Task<HttpReply>(HttpRequest)>;

    /// `handler` is called from many strands at once.
    Listener(boost::asio::any_io_executor executor, async::Timers& timers, Handler handler);
    ~Listener();

    /// Binds and begins to accept; port 0 lets the kernel choose.
    Result<void> start(const std::string& address, std::uint16_t port);
    std::uint16_t port() const;
    /// Closes everything. Await it before the destructor.
    Task<void> stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::mock
