#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "net/http/headers.h"

namespace easel::net::http::testing {

struct RawReply {
    int status = 0;  ///< 0: the connection ended before a whole head came
    Headers headers;
    std::string body;       ///< chunks put together
    bool complete = false;  ///< the body ended as its framing said
};

/// A blocking client that sends exactly the bytes it is told to. Every wait ends after ten seconds,
/// so that a broken server fails a test instead of hanging it.
class RawClient {
  public:
    /// Throws std::system_error if nobody listens. `from` chooses another loopback address to come
    /// from.
    explicit RawClient(std::uint16_t port, const std::string& from = "127.0.0.1");

    /// False if the server has closed the connection.
    bool send(std::string_view bytes);
    /// The next answer; what comes after it is kept for the next call.
    RawReply read_reply(std::string_view method = "GET");
    /// Everything until the server closes.
    std::string read_until_closed();
    /// True if the server closes within ten seconds; what comes before that is dropped.
    bool closed();
    /// True if bytes or the end of the connection can be read within `ms`.
    bool readable(int ms);
    /// Exactly the next `count` bytes (fewer if the connection ends).
    std::string read_exactly(std::size_t count);

    void close_sending();
    void close() { fd_.reset(); }
    int fd() const { return fd_.get(); }

  private:
    bool fill();
    std::string take(std::size_t count);
    std::string take_line();
    bool read_chunks(RawReply& reply);

    Fd fd_;
    std::string buffer_;
};

/// One request on a connection of its own.
RawReply ask(std::uint16_t port, std::string_view request, std::string_view method = "GET");

/// GET `path` with a Host header.
RawReply get(std::uint16_t port, const std::string& path);

}  // namespace easel::net::http::testing
