#include "net/http/testing/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <charconv>
#include <system_error>

#include "base/text.h"

namespace easel::net::http::testing {
namespace {

constexpr int patience_ms = 10'000;

sockaddr_in loopback(const std::string& host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return address;
}

std::size_t parse_hex(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, const std::string& from)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_in here = loopback(from, 0);
    const sockaddr_in there = loopback("127.0.0.1", port);
    const int yes = 1;
    ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
        ::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
        throw std::system_error(errno, std::generic_category(), "connect");
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::readable(int ms) {
    pollfd waiting{fd_.get(), POLLIN, 0};
    return !buffer_.empty() || ::poll(&waiting, 1, ms) == 1;
}

bool RawClient::fill() {
    pollfd waiting{fd_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) != 1)
        throw std::system_error(ETIMEDOUT, std::generic_category(), "the server does not answer");
    char bytes[64 * 1024];
    const ssize_t got = ::recv(fd_.get(), bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::string RawClient::take(std::size_t count) {
    std::string out = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return out;
}

std::string RawClient::take_line() {
    std::size_t end = buffer_.find("\r\n");
    while (end == std::string::npos && fill())
        end = buffer_.find("\r\n");
    if (end == std::string::npos) return {};
    std::string line = take(end + 2);
    line.resize(end);
    return line;
}

RawReply RawClient::read_reply(std::string_view method) {
    RawReply reply;
    const std::string first = take_line();
    if (first.size() < 12) return reply;
    for (std::string line = take_line(); !line.empty(); line = take_line()) {
        const std::size_t colon = line.find(':');
        reply.headers.add(line.substr(0, colon), std::string(trim(line.substr(colon + 1))));
    }
    reply.status = std::atoi(first.c_str() + 9);
    const bool bare =
        method == "HEAD" || reply.status < 200 || reply.status == 204 || reply.status == 304;
    if (bare) {
        reply.complete = true;
    } else if (const auto length = reply.headers.get("content-length")) {
        const std::size_t wanted = parse_decimal(*length).value_or(0);
        reply.body = read_exactly(wanted);
        reply.complete = reply.body.size() == wanted;
    } else if (reply.headers.has("transfer-encoding")) {
        reply.complete = read_chunks(reply);
    } else {
        reply.body = read_until_closed();
        reply.complete = true;
    }
    return reply;
}

bool RawClient::read_chunks(RawReply& reply) {
    for (;;) {
        const std::string line = take_line();
        if (line.empty()) return false;
        const std::size_t size = parse_hex(line);
        reply.body += read_exactly(size);
        if (read_exactly(2) != "\r\n") return false;
        if (size == 0) return true;
    }
}

std::string RawClient::read_exactly(std::size_t count) {
    while (buffer_.size() < count)
        if (!fill()) break;
    return take(count);
}

std::string RawClient::read_until_closed() {
    while (fill()) {
    }
    return std::exchange(buffer_, {});
}

bool RawClient::closed() {
    try {
        read_until_closed();
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

void RawClient::close_sending() {
    ::shutdown(fd_.get(), SHUT_WR);
}

RawReply ask(std::uint16_t port, std::string_view request, std::string_view method) {
    RawClient client(port);
    client.send(request);
    return client.read_reply(method);
}

RawReply get(std::uint16_t port, const std::string& path) {
    return ask(port, "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
}

}  // namespace easel::net::http::testing
