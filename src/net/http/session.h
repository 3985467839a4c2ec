#pragma once

#include <memory>
#include <optional>

#include "net/http/connections.h"
#include "net/http/in_flight.h"
#include "net/http/meters.h"
#include "net/http/proxies.h"
#include "net/http/request_body.h"
#include "net/http/router.h"
#include "net/http/server.h"

namespace easel::net::http {

/// What all connections of a server share. Outlives them.
struct Shared {
    const ServerSettings& settings;
    const Router& router;
    const TrustedProxies& proxies;
    const ErrorRenderer& render_error;
    Gate& gate;
    async::Timers& timers;
    Rng& rng;
    Meters& meters;
    InFlight& behind_proxies;
};

/// One connection from its first byte to its last: request after request, in order.
class Session {
  public:
    Session(Shared& shared, Wire& wire) : shared_(shared), wire_(wire) {}

    /// Returns when the connection is over. Does not throw, also when cancelled.
    Task<void> run();

  private:
    /// One request and its answer.
    struct Exchange {
        Exchange(Wire& wire, Head parsed) : head(std::move(parsed)), body(wire, head) {}
        Head head;  // its headers are moved into the request
        RequestBody body;
        Request request;
        InFlight::Place place;
        bool one_too_many = false;
        std::string route = "other";
        bool readable_by_pages = false;
        SteadyTime began;
        std::uint64_t taken_before = 0;
        std::uint64_t sent_before = 0;
    };

    Task<void> serve();
    Task<Result<std::optional<Head>>> next_head();
    Task<void> refuse(Error error);

    void begin(Head head);
    Task<bool> answer();
    Task<Reply> make_reply();
    Task<Reply> run_handler(const Handler& handler);
    Reply without_route(const Router::Match& match);
    Task<bool> settle_body(int status);
    Task<Result<void>> send(Reply reply, bool keep);
    void finish(int status);

    std::string new_id() { return "req_" + shared_.rng.hex(16); }

    Shared& shared_;
    Wire& wire_;
    std::uint64_t requests_ = 0;
    std::uint64_t head_bytes_ = 0;
    std::unique_ptr<Exchange> exchange_;
};

/// Serves the accepted socket `fd` to its end, whatever comes.
Task<void> serve_connection(Shared& shared, Fd fd, Seat seat);

}  // namespace easel::net::http
