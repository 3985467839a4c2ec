#include "net/http/session.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

#include "async/throw_if_cancelled.h"
#include "base/text.h"
#include "net/http/access_log.h"
#include "net/http/cors.h"
#include "net/http/reply_head.h"
#include "net/http/reply_sender.h"
#include "observe/log.h"

namespace easel::net::http {
namespace {

namespace asio = boost::asio;

constexpr int client_gone = 499;  // what nginx writes into its log for the same
constexpr std::size_t discarded_bytes_max = 64 * 1024;

std::optional<Limit> limit_behind(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::uri_too_long:
            return Limit::request_line;
        case ErrorKind::headers_too_large:
            return Limit::header_bytes;
        case ErrorKind::request_timeout:
            return Limit::header_time;
        default:
            return std::nullopt;
    }
}

/// A proxy on this machine that nobody configured must not turn the world into local callers.
bool was_forwarded(const Headers& headers) {
    return headers.has("x-forwarded-for") || headers.has("forwarded") || headers.has("x-real-ip") ||
           headers.has("via");
}

HeadLimits head_limits(const Limits& limits) {
    return {limits.request_line_max, limits.header_bytes_max, limits.header_fields_max};
}

}  // namespace

Task<void> Session::run() {
    std::string what;
    try {
        co_await serve();
    } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted) what = error.what();
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        what = "not a std::exception";
    }
    if (!what.empty())
        observe::log(observe::Level::error, "a connection ended with an exception",
                     {{"what", what}});
    if (exchange_) finish(client_gone);
}

Task<void> Session::serve() {
    for (;;) {
        Result<std::optional<Head>> head = co_await next_head();
        if (!head) {
            co_await refuse(std::move(head).error());
            break;
        }
        std::optional<Head> next = *std::move(head);
        if (!next) co_return;
        begin(*std::move(next));
        const bool keep = co_await answer();
        const bool body_left = !exchange_->body.finished();
        exchange_.reset();
        if (keep) continue;
        if (!body_left) co_return;
        break;
    }
    co_await wire_.linger();
}

Task<Result<std::optional<Head>>> Session::next_head() {
    const Limits& limits = shared_.settings.limits;
    const bool first = requests_ == 0;
    Deadline deadline =
        Deadline::in(first ? limits.header_time : limits.keep_alive_time, shared_.timers);
    Wire::Wait outcome = co_await wire_.next_request(deadline.left(shared_.timers));
    if (outcome != Wire::Wait::bytes) co_return std::optional<Head>();
    if (!first) deadline = Deadline::in(limits.header_time, shared_.timers);
    HeadScanner scanner(head_limits(limits));
    for (;;) {
        CO_TRY(const std::size_t length, scanner.scan(wire_.arrived()));
        if (length > 0) {
            CO_TRY(Head head, parse_head(wire_.arrived().substr(0, length), head_limits(limits)));
            wire_.consume(length);
            head_bytes_ = length;
            co_return std::optional<Head>(std::move(head));
        }
        outcome = co_await wire_.more(deadline.left(shared_.timers), Wire::Between::yes);
        if (outcome == Wire::Wait::end)
            co_return failed(fail(ErrorKind::cancelled, "The request head ended early."));
        if (outcome == Wire::Wait::late)
            co_return failed(fail(ErrorKind::request_timeout, "The request head came too slowly."));
        if (outcome == Wire::Wait::leave)
            co_return failed(fail(ErrorKind::shutting_down, "The server is stopping."));
    }
}

/// Nothing of a head that broke a rule is believed: no route, no dialect, no echo; a bare status.
Task<void> Session::refuse(Error error) {
    const ErrorTraits& about = traits(error.kind);
    const bool gone = error.kind == ErrorKind::cancelled;
    if (const auto limit = limit_behind(error.kind)) shared_.meters.hit(*limit);
    Request request;
    request.method = "-";
    request.path = "-";
    request.id = new_id();
    request.peer = wire_.link().address().to_string();
    request.note = std::string(about.code) + (error.detail.empty() ? "" : ": " + error.detail);
    const std::uint64_t sent_before = wire_.sent();
    if (!gone) {
        ReplyFacts facts;
        facts.request_id = request.id;
        facts.server_name = shared_.settings.server_name;
        facts.now = shared_.timers.wall();
        std::string bare = bare_refusal(error.kind, facts);
        const Result<void> sent = co_await wire_.write(std::move(bare));
        if (!sent) request.note += ", client gone";
    }
    const int status = gone ? client_gone : about.status;
    shared_.meters.answered("other", "other", status, Duration::zero());
    if (shared_.settings.access_log)
        log_access(request, {status, wire_.arrived().size(), wire_.sent() - sent_before, {}});
}

void Session::begin(Head head) {
    ++requests_;
    exchange_ = std::make_unique<Exchange>(wire_, std::move(head));
    Exchange& exchange = *exchange_;
    exchange.began = shared_.timers.now();
    exchange.taken_before = wire_.taken() - head_bytes_;
    exchange.sent_before = wire_.sent();
    const auto origin = shared_.proxies.origin(wire_.link().address(), exchange.head.headers);
    Request& request = exchange.request;
    request.method = exchange.head.method;
    request.path = exchange.head.path;
    request.query = exchange.head.query;
    request.headers = std::move(exchange.head.headers);
    request.id = new_id();
    request.peer = origin.peer.to_string();
    request.scheme = origin.scheme;
    request.host = exchange.head.host;
    request.peer_is_loopback =
        wire_.link().address().is_loopback() && !was_forwarded(request.headers);
    request.body = &exchange.body;
    // A direct client is held by the cap of connections. Loopback is exempt here as there.
    const bool direct = origin.peer == wire_.link().address();
    if (direct || origin.peer.is_loopback()) return;
    exchange.place = shared_.behind_proxies.enter(origin.peer);
    exchange.one_too_many = !exchange.place;
}

Task<bool> Session::answer() {
    Reply reply = co_await make_reply();
    const int status = reply.status;
    const bool keep = co_await settle_body(status);
    const bool until_close =
        std::holds_alternative<StreamBody>(reply.body) && exchange_->head.minor_version == 0;
    const Result<void> sent = co_await send(std::move(reply), keep && !until_close);
    if (exchange_->body.was_late()) shared_.meters.hit(Limit::body_time);
    if (wire_.write_was_late()) shared_.meters.hit(Limit::write_time);
    finish(wire_.broken() ? client_gone : status);
    co_return sent&& keep && !until_close;
}

Task<Reply> Session::make_reply() {
    Request& request = exchange_->request;
    const Head& head = exchange_->head;
    Router::Match match = shared_.router.find(request.method, request.path);
    exchange_->readable_by_pages = match.readable_by_pages;
    if (exchange_->one_too_many) {
        shared_.meters.hit(Limit::connections);
        co_return shared_.render_error(
            fail(ErrorKind::overloaded, "Too many requests from your address are under way.")
                .retry_in(std::chrono::seconds(1)),
            request);
    }
    if (head.framing == Framing::length && head.content_length > shared_.settings.limits.body_max) {
        shared_.meters.hit(Limit::body_bytes);
        co_return shared_.render_error(
            fail(ErrorKind::request_too_large, "The request body is too large."), request);
    }
    if (match.route == nullptr) co_return without_route(match);
    exchange_->route = match.route->path;
    request.path_values = std::move(match.values);
    const Result<void> admitted = shared_.gate.admit(request, match.route->access);
    if (!admitted) co_return shared_.render_error(admitted.error(), request);
    co_return co_await run_handler(match.route->handler);
}

Reply Session::without_route(const Router::Match& match) {
    const Request& request = exchange_->request;
    if (match.methods.empty())
        return shared_.render_error(
            fail(ErrorKind::unknown_url,
                 "Invalid URL (" + request.method + ' ' + printable(request.path, 200) + ')'),
            request);
    if (request.method == "OPTIONS")
        return preflight(match.methods, match.readable_by_pages ? request.headers : Headers());
    const std::string allowed = join_methods(match.methods);
    Reply reply = shared_.render_error(
        fail(ErrorKind::method_not_supported,
             "Method " + request.method + " is not supported here; use one of " + allowed + '.'),
        request);
    reply.headers.set("allow", allowed);
    return reply;
}

Task<Reply> Session::run_handler(const Handler& handler) {
    std::string what;
    try {
        wire_.watch(true);
        Reply reply = co_await handler(exchange_->request);
        wire_.watch(false);
        co_return reply;
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        what = "not a std::exception";
    }
    wire_.watch(false);
    co_await async::throw_if_cancelled();
    const Request& request = exchange_->request;
    observe::log(observe::Level::error, "a handler ended with an exception",
                 {{"route", exchange_->route}, {"id", request.id}, {"what", what}});
    co_return shared_.render_error(
        fail(ErrorKind::internal_error, "The server had an internal error.").because(what),
        request);
}

/// Whether the connection can go on after this answer. What an error leaves unread is never read as
/// a next request, and a small rest after a success is dropped first.
Task<bool> Session::settle_body(int status) {
    RequestBody& body = exchange_->body;
    if (!body.finished() && status < 400) co_await body.discard(discarded_bytes_max);
    co_return exchange_->head.keep_alive&& body.finished() && !wire_.link().leaving();
}

Task<Result<void>> Session::send(Reply reply, bool keep) {
    const Request& request = exchange_->request;
    if (exchange_->readable_by_pages)
        add_cors(shared_.settings.cors_origins, request.headers, reply.headers);
    ReplyFacts facts;
    facts.status = reply.status;
    facts.request_id = request.id;
    facts.server_name = shared_.settings.server_name;
    facts.now = shared_.timers.wall();
    facts.keep_alive = keep;
    facts.minor_version = exchange_->head.minor_version;
    auto* stream = std::get_if<StreamBody>(&reply.body);
    auto* pieces = std::get_if<Pieces>(&reply.body);
    const bool never_a_body = reply.status == 204 || reply.status == 304;
    if (!never_a_body && pieces != nullptr) facts.content_length = content_length(*pieces);
    facts.chunked = !never_a_body && stream != nullptr && facts.minor_version == 1;
    std::string head = reply_head(facts, reply.headers);
    if (never_a_body || request.method == "HEAD") co_return co_await wire_.write(std::move(head));
    ReplySender sender(wire_);
    if (pieces != nullptr) co_return co_await sender.send(std::move(head), std::move(*pieces));
    const auto framing =
        facts.chunked ? ReplySender::Framing::chunked : ReplySender::Framing::until_close;
    co_return co_await sender.stream(std::move(head), std::move(*stream), framing);
}

void Session::finish(int status) {
    Exchange& exchange = *exchange_;
    const Duration took = shared_.timers.now() - exchange.began;
    shared_.meters.answered(exchange.request.method, exchange.route, status, took);
    if (shared_.settings.access_log)
        log_access(exchange.request, {status, wire_.taken() - exchange.taken_before,
                                      wire_.sent() - exchange.sent_before, took});
}

Task<void> serve_connection(Shared& shared, Fd fd, Seat seat) {
    using namespace asio::experimental::awaitable_operators;
    const auto strand = co_await asio::this_coro::executor;
    const bool v4 = seat.link()->address().is_v4();
    boost::system::error_code error;
    asio::ip::tcp::socket socket(strand);
    socket.assign(v4 ? asio::ip::tcp::v4() : asio::ip::tcp::v6(), fd.get(), error);
    if (error) co_return;
    fd.release();  // the socket closes it now
    Wire wire(std::move(socket), seat.link(), shared.timers, shared.settings.limits);
    Session session(shared, wire);
    shared.meters.opened();
    co_await (session.run() || wire.pump());
    shared.meters.closed();
}

}  // namespace easel::net::http
