#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "base/file.h"
#include "net/fetch/sockets_impl.h"

namespace easel::net::fetch {
namespace asio = boost::asio;
using boost::system::error_code;

/// One socket, watched through a duplicate of its descriptor. curl closes a socket that is still
/// connecting without a word, and its number may belong to somebody else the next moment, on
/// another thread too: a number of our own cannot be mistaken.
///
/// While nobody wants it, a wait may stay pending: it is the one that the next request over this
/// connection will need, which saves a registration for each.
struct Sockets::Watch {
    Watch(const Strand& strand, bool is_ours, const std::shared_ptr<Ready>& r)
        : descriptor(strand), ours(is_ours), ready(r) {}

    asio::posix::basic_stream_descriptor<Strand> descriptor;
    bool ours;
    std::weak_ptr<Ready> ready;
    int fd = -1;  // curl's number; -1 once let go
    int wanted = 0;
    int pending = 0;
    bool connected = false;
    int local_port = 0;  // once somebody asked

    /// Starts the waits that are wanted and not pending. At most one a direction, so none is lost
    /// and none is doubled.
    static void wait(const std::shared_ptr<Watch>& self) {
        for (const int bit : {readable, writable}) {
            if (self->fd < 0 || (self->wanted & bit) == 0 || (self->pending & bit) != 0) continue;
            self->pending |= bit;
            const auto direction = bit == readable ? asio::posix::descriptor_base::wait_read
                                                   : asio::posix::descriptor_base::wait_write;
            self->descriptor.async_wait(direction, [self, bit](error_code) { ended(self, bit); });
        }
    }

    static void ended(const std::shared_ptr<Watch>& self, int bit) {
        self->pending &= ~bit;
        const std::shared_ptr<Ready> ready = self->ready.lock();
        if (!ready || self->fd < 0 || (self->wanted & bit) == 0) return;
        (*ready)(self->fd, bit);
        wait(self);
    }

    /// curl names our connections when it closes them, but only those that stood.
    bool kept_until_closed() const { return ours && connected; }

    void let_go() {
        fd = -1;
        error_code ignored;
        descriptor.close(ignored);
    }
};

namespace {

/// 0 if it cannot be told.
int local_port_of(int fd) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
    if (address.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
    if (address.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    return 0;
}

}  // namespace

Sockets::Sockets(const Strand& strand) : strand_(strand), ready_(std::make_shared<Ready>()) {}

void Sockets::on_ready(Ready ready) {
    *ready_ = std::move(ready);
}

Sockets::~Sockets() {
    for (auto& [fd, watch] : watches_)
        watch->let_go();
}

std::shared_ptr<Sockets::Watch> Sockets::watch(int fd, bool ours) {
    forget(fd);
    auto watch = std::make_shared<Watch>(strand_, ours, ready_);
    Fd own(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    error_code failed;
    if (own) watch->descriptor.assign(own.get(), failed);
    if (!own || failed) return nullptr;
    own.release();
    watch->fd = fd;
    watches_[fd] = watch;
    return watch;
}

void Sockets::forget(int fd) {
    const auto found = watches_.find(fd);
    if (found == watches_.end()) return;
    const std::shared_ptr<Watch> watch = found->second;
    watches_.erase(found);
    watch->let_go();
}

int Sockets::open(int family, int type, int protocol) {
    Fd fd(::socket(family, type | SOCK_CLOEXEC, protocol));
    if (!fd || !watch(fd.get(), true)) return -1;
    return fd.release();
}

void Sockets::close(int fd) {
    forget(fd);
    ::close(fd);
}

bool Sockets::has_unread(int local_port) {
    for (const auto& [fd, watch] : watches_) {
        if (!watch->ours) continue;
        if (watch->local_port == 0) watch->local_port = local_port_of(fd);
        char byte = 0;
        if (watch->local_port == local_port && ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0)
            return true;
    }
    return false;
}

void Sockets::want(int fd, int bits) {
    const auto found = watches_.find(fd);
    std::shared_ptr<Watch> watch = found == watches_.end() ? nullptr : found->second;
    if (!watch && bits != 0) watch = this->watch(fd, false);
    if (!watch) return;
    watch->wanted = bits;
    if ((bits & readable) != 0) watch->connected = true;  // before that it is written to at most
    if (bits == 0 && !watch->kept_until_closed()) return forget(fd);
    Watch::wait(watch);
}

}  // namespace easel::net::fetch
