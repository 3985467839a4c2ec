#include "net/http/server.h"

#include <malloc.h>
#include <sys/socket.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>

#include "async/scope.h"
#include "async/with_deadline.h"
#include "base/assert.h"
#include "net/http/listener.h"
#include "net/http/reply_head.h"
#include "net/http/session.h"
#include "observe/log.h"

namespace easel::net::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr Duration sweep_period = 1s;
constexpr Duration trim_period = 10s;
constexpr Duration exhausted_pause = 100ms;
constexpr std::size_t leave_when_exhausted = 64;
constexpr int accepts_in_a_row = 64;

Task<Result<void>> join(async::Scope& scope) {
    co_await scope.join();
    co_return Result<void>();
}

}  // namespace

struct Server::State {
    State(Services given, ServerSettings s, std::vector<Route> routes, ErrorRenderer renderer)
        : services(given),
          settings(std::move(s)),
          router(std::move(routes)),
          render_error(std::move(renderer)),
          meters(services.metrics),
          connections(
              {settings.limits.connections_max, settings.limits.connections_per_address_max}),
          behind_proxies(settings.limits.connections_per_address_max),
          shared{settings,        router,       proxies, render_error,  services.gate,
                 services.timers, services.rng, meters,  behind_proxies},
          sessions(services.executor, "http sessions"),
          listening(services.executor, "http listener"),
          sweeping(services.executor, "http sweeper") {}

    Services services;
    ServerSettings settings;
    Router router;
    ErrorRenderer render_error;
    TrustedProxies proxies;
    Meters meters;
    Connections connections;
    InFlight behind_proxies;
    Shared shared;
    std::uint16_t port = 0;
    async::Scope sessions;
    async::Scope listening;
    async::Scope sweeping;  // to the very end: the time limits hold while the server stops, too

    Task<void> accept_loop(Fd listener);
    Task<void> sweep_loop();
    Accepted::Outcome accept_some(int listener);
    void welcome(Accepted accepted);
    void refuse(int socket, const std::string& peer);
};

Server::Server(Services services, ServerSettings settings, std::vector<Route> routes,
               ErrorRenderer render_error)
    : state_(std::make_unique<State>(services, std::move(settings), std::move(routes),
                                     std::move(render_error))) {}

Server::~Server() = default;

Result<void> Server::start() {
    EASEL_ASSERT(state_->port == 0);
    TRY(state_->proxies, TrustedProxies::parse(state_->settings.trusted_proxies));
    TRY(Fd listener, listen_on(state_->settings.address, state_->settings.port));
    state_->port = bound_port(listener.get());
    state_->listening.spawn(state_->accept_loop(std::move(listener)));
    state_->sweeping.spawn(state_->sweep_loop());
    return {};
}

std::uint16_t Server::port() const {
    return state_->port;
}

Task<void> Server::drain(std::chrono::milliseconds grace) {
    State& state = *state_;
    state.listening.stop();
    co_await state.listening.join();
    state.sessions.close();
    state.connections.ask_all_to_leave();
    const Deadline deadline = Deadline::in(grace, state.services.timers);
    const Result<void> ended =
        co_await async::with_deadline(state.services.timers, deadline, join(state.sessions),
                                      fail(ErrorKind::shutting_down, "The grace period is over."));
    if (!ended)
        observe::log(observe::Level::warn, "connections were cut at the end of the grace period",
                     {{"count", state.connections.size()}});
    state.sessions.stop();
    co_await state.sessions.join();
    state.sweeping.stop();
    co_await state.sweeping.join();
}

Task<void> Server::State::accept_loop(Fd listener) {
    const auto executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor waiter(executor, listener.release());
    for (;;) {
        co_await waiter.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
        if (accept_some(waiter.native_handle()) != Accepted::Outcome::exhausted) continue;
        observe::log(observe::Level::warn, "no descriptor or memory left for a connection");
        connections.make_room(leave_when_exhausted);
        co_await services.timers.sleep(exhausted_pause);
    }
}

Accepted::Outcome Server::State::accept_some(int listener) {
    Accepted::Outcome outcome = Accepted::Outcome::connection;
    for (int i = 0; i < accepts_in_a_row && outcome == Accepted::Outcome::connection; ++i) {
        Accepted accepted = accept_one(listener);
        outcome = accepted.outcome;
        if (outcome == Accepted::Outcome::connection) welcome(std::move(accepted));
    }
    return outcome;
}

void Server::State::welcome(Accepted accepted) {
    // Behind a trusted proxy many clients share one address; on this machine it is the operator.
    const bool exempt = accepted.peer.is_loopback() || proxies.trusts(accepted.peer);
    Seat seat = connections.admit(
        accepted.peer,
        exempt ? Connections::Counted::in_total_only : Connections::Counted::per_address,
        services.timers.now());
    if (!seat) return refuse(accepted.socket.get(), accepted.peer.to_string());
    sessions.spawn(serve_connection(shared, std::move(accepted.socket), std::move(seat)));
}

void Server::State::refuse(int socket, const std::string& peer) {
    const std::string id = "req_" + services.rng.hex(16);
    ReplyFacts facts;
    facts.request_id = id;
    facts.server_name = settings.server_name;
    facts.now = services.timers.wall();
    const std::string head = bare_refusal(ErrorKind::overloaded, facts);
    meters.hit(Limit::connections);
    const auto sent = ::send(socket, head.data(), head.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    observe::log(observe::Level::warn, "a connection was refused: too many are open",
                 {{"peer", peer}, {"id", id}, {"out", sent}});
}

Task<void> Server::State::sweep_loop() {
    Deadline trim = Deadline::in(trim_period, services.timers);
    for (;;) {
        co_await services.timers.sleep(sweep_period);
        connections.sweep(services.timers.now());
        if (!trim.passed(services.timers)) continue;
        // What a flood or a huge body left free goes back to the system: by itself the allocator
        // keeps whatever lies below anything that is still in use, and may do so for ever.
        ::malloc_trim(0);
        trim = Deadline::in(trim_period, services.timers);
    }
}

}  // namespace easel::net::http
