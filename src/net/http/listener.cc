#include "net/http/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "net/http/proxies.h"

namespace easel::net::http {
namespace {

namespace ip = boost::asio::ip;

// What the kernel holds of an answer before it has been sent. With the megabytes it would take
// otherwise, a slow but steady reader looks for minutes like one that takes nothing.
constexpr int unsent_bytes_max = 128 * 1024;

Error cannot_listen(const std::string& address, std::uint16_t port, int code) {
    std::string advice = "Choose another address or port.";
    if (code == EADDRINUSE) advice = "Stop the program that uses it, or choose another port.";
    if (code == EACCES) advice = "Ports below 1024 need a privilege; choose a higher one.";
    return fail(ErrorKind::internal_error, "Cannot listen on " + address + " port " +
                                               std::to_string(port) + ": " + std::strerror(code) +
                                               ". " + advice);
}

socklen_t fill(sockaddr_storage& storage, const ip::address& address, std::uint16_t port) {
    if (address.is_v4()) {
        auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        const auto bytes = address.to_v4().to_bytes();
        std::memcpy(&v4.sin_addr, bytes.data(), bytes.size());
        return sizeof v4;
    }
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    v6.sin6_scope_id = static_cast<std::uint32_t>(address.to_v6().scope_id());
    const auto bytes = address.to_v6().to_bytes();
    std::memcpy(&v6.sin6_addr, bytes.data(), bytes.size());
    return sizeof v6;
}

ip::address read_address(const sockaddr_storage& storage) {
    if (storage.ss_family == AF_INET) {
        ip::address_v4::bytes_type bytes;
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in&>(storage).sin_addr, 4);
        return ip::address_v4(bytes);
    }
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr, 16);
    return unmapped(ip::address_v6(bytes));
}

}  // namespace

Result<Fd> listen_on(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto where = ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
    if (error)
        return failed(fail(ErrorKind::internal_error,
                           "Cannot listen on '" + address + "': it is not an IP address."));
    sockaddr_storage storage{};
    const socklen_t length = fill(storage, where, port);
    Fd fd(::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    if (!fd || ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&storage), length) != 0 ||
        ::listen(fd.get(), SOMAXCONN) != 0)
        return failed(cannot_listen(address, port, errno));
    return fd;
}

std::uint16_t bound_port(int listener) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&storage), &length);
    const bool v4 = storage.ss_family == AF_INET;
    return ntohs(v4 ? reinterpret_cast<const sockaddr_in&>(storage).sin_port
                    : reinterpret_cast<const sockaddr_in6&>(storage).sin6_port);
}

Accepted accept_one(int listener) {
    for (;;) {
        sockaddr_storage storage{};
        socklen_t length = sizeof storage;
        Fd fd(::accept4(listener, reinterpret_cast<sockaddr*>(&storage), &length,
                        SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (fd) {
            const int yes = 1;
            ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_bytes_max,
                         sizeof unsent_bytes_max);
            return {Accepted::Outcome::connection, std::move(fd), read_address(storage)};
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) return {};
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return {Accepted::Outcome::exhausted, {}, {}};
        // Anything else concerns the one connection that has just failed (accept(2)): take the
        // next.
        if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK) return {};
    }
}

}  // namespace easel::net::http
