#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>
#include <functional>
#include <memory>
#include <unordered_map>

namespace easel::net::fetch {

using Strand = boost::asio::strand<boost::asio::any_io_executor>;

/// curl's sockets, watched with Asio. On the strand only. curl opens and closes its connections
/// here; sockets that it makes itself (those of its resolver) are watched only while wanted.
class Sockets {
  public:
    /// Bits of `want` and of what is reported; curl's own CURL_POLL_* and CURL_CSELECT_* values.
    static constexpr int readable = 1;
    static constexpr int writable = 2;

    /// `ready(fd, bits)` runs on the strand and may call back into this object.
    using Ready = std::function<void(int fd, int bits)>;

    explicit Sockets(const Strand& strand);
    ~Sockets();
    Sockets(const Sockets&) = delete;

    /// Before the first `want`.
    void on_ready(Ready ready);

    /// As socket(2), close-on-exec; -1 on failure.
    int open(int family, int type, int protocol);
    void close(int fd);

    /// Whether the connection with this local port has something to read, its end included.
    bool has_unread(int local_port);

    /// From now on reports readiness in these directions, each time anew; 0 for none.
    void want(int fd, int bits);

  private:
    struct Watch;
    std::shared_ptr<Watch> watch(int fd, bool ours);
    void forget(int fd);

    Strand strand_;
    std::shared_ptr<Ready> ready_;  // a wait that ends late finds it gone
    std::unordered_map<int, std::shared_ptr<Watch>> watches_;
};

}  // namespace easel::net::fetch
