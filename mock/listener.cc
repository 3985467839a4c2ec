#include "mock/listener.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <optional>

#include "async/scope.h"
#include "base/text.h"

namespace easel::mock {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t head_max = 64 * 1024;
constexpr std::size_t body_max = 4 * 1024 * 1024;
constexpr std::size_t drip_bytes = 16;

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 429:
            return "Too Many Requests";
        case 503:
            return "Service Unavailable";
        default:
            return "Answer";
    }
}

std::optional<HttpRequest> parse_head(std::string_view head) {
    HttpRequest request;
    const auto lines = split(head, '\n');
    const auto words = split(trim(lines[0]), ' ');
    if (words.size() != 3) return std::nullopt;
    request.method = words[0];
    const std::size_t mark = std::min(words[1].find('?'), words[1].size());
    request.path = words[1].substr(0, mark);
    request.query = words[1].substr(std::min(mark + 1, words[1].size()));
    for (const std::string_view line : lines) {
        const std::size_t colon = line.find(':');
        if (line.data() == lines[0].data() || colon == std::string_view::npos) continue;
        request.headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    return request;
}

std::string head_of(const HttpReply& reply) {
    const bool chunked = reply.delivery == Delivery::chunks;
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + ' ' +
                       std::string(reason(reply.status)) + "\r\n";
    if (!reply.content_type.empty()) head += "Content-Type: " + reply.content_type + "\r\n";
    for (const auto& [name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    return head +
           (chunked ? "Transfer-Encoding: chunked"
                    : "Content-Length: " + std::to_string(reply.body.size())) +
           "\r\n\r\n";
}

// All that is ever sent of an answer.
std::string wire(const HttpReply& reply) {
    const std::string head = head_of(reply);
    if (reply.delivery == Delivery::cut) return head + reply.body.substr(0, reply.body.size() / 2);
    if (reply.delivery == Delivery::surplus) return head + reply.body + head + reply.body;
    if (reply.delivery == Delivery::chunks)
        return head + reply.chunk_size + "\r\n" + reply.body + "\r\n0\r\n\r\n";
    return head + reply.body;
}

}  // namespace

struct Listener::State {
    State(asio::any_io_executor executor, async::Timers& t, Handler h)
        : timers(t), handler(std::move(h)), acceptor(executor), scope(executor, "mock") {}

    Task<void> accept_all();
    Task<void> serve(tcp::socket socket);
    Task<std::optional<HttpRequest>> read_request(tcp::socket& socket, std::string& buffer);
    Task<bool> write_reply(tcp::socket& socket, const HttpReply& reply);
    Task<void> drip(tcp::socket& socket, const HttpReply& reply);

    async::Timers& timers;
    Handler handler;
    tcp::acceptor acceptor;
    async::Scope scope;
};

Task<void> Listener::State::accept_all() {
    while (true) {
        auto [error, socket] = co_await acceptor.async_accept(as_values);
        if (error == asio::error::operation_aborted) co_return;
        if (error) {
            co_await timers.sleep(std::chrono::milliseconds(50));  // out of descriptors
            continue;
        }
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        scope.spawn(serve(std::move(socket)));
    }
}

Task<void> Listener::State::serve(tcp::socket socket) {
    std::string buffer;
    while (true) {
        auto request = co_await read_request(socket, buffer);
        if (!request) co_return;
        const HttpReply reply = co_await handler(std::move(*request));
        if (reply.delivery == Delivery::drop) co_return;
        const bool goes_on = co_await write_reply(socket, reply);
        if (!goes_on) co_return;
    }
}

Task<std::optional<HttpRequest>> Listener::State::read_request(tcp::socket& socket,
                                                               std::string& buffer) {
    const auto [error, head_size] = co_await asio::async_read_until(
        socket, asio::dynamic_buffer(buffer, head_max), "\r\n\r\n", as_values);
    if (error) co_return std::nullopt;
    auto request = parse_head(std::string_view(buffer).substr(0, head_size));
    buffer.erase(0, head_size);
    if (!request) co_return std::nullopt;
    const std::size_t length = parse_decimal(request->header("content-length")).value_or(0);
    if (length > body_max) co_return std::nullopt;
    if (buffer.size() < length) {
        const std::size_t missing = length - buffer.size();
        const auto [late, got] = co_await asio::async_read(
            socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(missing), as_values);
        if (late || got < missing) co_return std::nullopt;
    }
    request->body = buffer.substr(0, length);
    buffer.erase(0, length);
    co_return request;
}

// False when the connection is over.
Task<bool> Listener::State::write_reply(tcp::socket& socket, const HttpReply& reply) {
    if (reply.delivery == Delivery::drip) {
        co_await drip(socket, reply);
        co_return true;
    }
    const std::string bytes = wire(reply);
    const auto [error, sent] = co_await asio::async_write(socket, asio::buffer(bytes), as_values);
    co_return !error && sent == bytes.size() && reply.delivery != Delivery::cut;
}

Task<void> Listener::State::drip(tcp::socket& socket, const HttpReply& reply) {
    std::string rest = wire(reply);
    while (!rest.empty()) {
        const std::string piece = rest.substr(0, drip_bytes);
        const auto [error, sent] =
            co_await asio::async_write(socket, asio::buffer(piece), as_values);
        if (error) co_return;
        rest.erase(0, sent);
        co_await timers.sleep(reply.drip_gap);
    }
}

Listener::Listener(asio::any_io_executor executor, async::Timers& timers, Handler handler)
    : state_(std::make_unique<State>(std::move(executor), timers, std::move(handler))) {}

Listener::~Listener() = default;

Result<void> Listener::start(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto host = asio::ip::make_address(address, error);
    if (!error) {
        const tcp::endpoint place(host, port);
        state_->acceptor.open(place.protocol(), error);
        if (!error) state_->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) state_->acceptor.bind(place, error);
        if (!error) state_->acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error)
        return failed(fail(ErrorKind::internal_error, "Cannot listen on " + address + ":" +
                                                          std::to_string(port) + ": " +
                                                          error.message() + "."));
    state_->scope.spawn(state_->accept_all());
    return {};
}

std::uint16_t Listener::port() const {
    boost::system::error_code ignored;
    return state_->acceptor.local_endpoint(ignored).port();
}

Task<void> Listener::stop() {
    state_->scope.stop();
    co_await state_->scope.join();
    boost::system::error_code ignored;
    state_->acceptor.close(ignored);
}

}  // namespace easel::mock
