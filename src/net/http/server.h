#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "async/timers.h"
#include "base/bytes.h"
#include "base/rng.h"
#include "net/http/route.h"
#include "observe/metrics.h"

namespace easel::net::http {

/// The limits of RELIABILITY P-32: a client that exceeds one is answered or cut, others go on.
/// Times are kept to about a second. Pipelined requests need no limit of their own: they are
/// answered one after the other out of a bounded buffer.
struct Limits {
    std::chrono::milliseconds header_time{10'000};
    std::chrono::milliseconds body_idle_time{20'000};
    std::chrono::milliseconds body_rate_window{30'000};
    std::size_t body_rate_min = 1024;  ///< bytes per second, averaged over the window
    std::chrono::milliseconds write_idle_time{30'000};
    std::chrono::milliseconds keep_alive_time{75'000};
    std::size_t request_line_max = 16 * 1024;
    std::size_t header_bytes_max = 64 * 1024;  ///< all fields together
    std::size_t header_fields_max = 100;
    std::size_t body_max = 64 * 1024 * 1024;  ///< what no route may exceed; announced lengths too
    std::size_t connections_max = 10'000;
    /// Loopback is exempt. Behind trusted proxies, requests under way are counted instead.
    std::size_t connections_per_address_max = 256;
    std::chrono::milliseconds linger_time{2'000};     ///< for what a refused client still sends
    std::size_t linger_bytes_max = 64 * 1024 * 1024;  ///< a whole body, or its 413 may be lost
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: the kernel chooses, see Server::port
    Limits limits;
    std::vector<std::string> trusted_proxies;  ///< addresses or CIDR blocks
    /// Exact origins, or "*", whose pages may read what needs a key or a signature; empty: none.
    std::vector<std::string> cors_origins;
    std::string server_name = "easel";
    bool access_log = true;  ///< one line a request
};

/// The HTTP/1.1 listener, its connections and the route table.
///
/// Order of a request: strict head checker, limits, CORS preflight, route, gate, handler, reply,
/// access log. `start` binds (failing with a message that says what to do) and returns at once.
class Server {
  public:
    struct Services {
        boost::asio::any_io_executor executor;
        async::Timers& timers;
        Rng& rng;
        observe::Metrics& metrics;
        Gate& gate;
    };

    Server(Services services, ServerSettings settings, std::vector<Route> routes,
           ErrorRenderer render_error);
    ~Server();

    Result<void> start();
    std::uint16_t port() const;

    /// Stops listening and closes idle connections; what runs gets `grace` to end, then is cut.
    Task<void> drain(std::chrono::milliseconds grace);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::net::http
