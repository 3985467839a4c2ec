#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "async/timers.h"
#include "base/result.h"
#include "net/http/link.h"
#include "net/http/server.h"
#include "net/http/wakeup.h"

namespace easel::net::http {

/// The two ends of one connection: what has arrived, and what goes out. Everything runs on the
/// connection's strand, in two coroutines: `pump` reads, another one consumes and writes. Because
/// somebody always reads, a client that goes away is noticed while its handler still works.
class Wire {
  public:
    enum class Wait {
        bytes,  ///< something has arrived
        end,    ///< nothing will arrive any more
        late,   ///< the patience is over
        leave,  ///< the server wants the connection closed
    };

    /// Between requests, and inside a head, the server may ask a connection to leave.
    enum class Between { no, yes };

    Wire(boost::asio::ip::tcp::socket socket, std::shared_ptr<Link> link, async::Timers& timers,
         const Limits& limits);
    ~Wire();
    Wire(const Wire&) = delete;

    /// The reading arm. Returns when the client is gone while somebody watches for that; whoever
    /// runs it then cancels the other arm.
    Task<void> pump();

    /// Bytes that have arrived and were not consumed. Valid until the next co_await.
    std::string_view arrived() const { return std::string_view(buffer_).substr(consumed_); }
    void consume(std::size_t bytes);

    /// Waits for more than there is now.
    Task<Wait> more(Duration patience, Between between = Between::no);
    /// Waits for the first byte of a request; idle meanwhile.
    Task<Wait> next_request(Duration patience);

    /// Sends everything. Fails with `cancelled` when the client is gone or takes nothing for
    /// `write_idle_time`; the connection is of no use then.
    Task<Result<void>> write(std::string bytes);

    /// Says goodbye so that the last answer is not lost: a socket closed with unread bytes would
    /// make the kernel drop what the client has not read yet.
    Task<void> linger();

    /// While true, a client that goes away ends `pump`.
    void watch(bool watching);

    bool broken() const { return broken_; }
    bool write_was_late() const { return write_was_late_; }
    /// Bytes consumed so far.
    std::uint64_t taken() const { return taken_; }
    std::uint64_t sent() const { return sent_; }
    Link& link() { return *link_; }
    async::Timers& timers() { return timers_; }
    const Limits& limits() const { return limits_; }

  private:
    void looked_at_by_sweeper();
    void take_in();

    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<Link> link_;
    async::Timers& timers_;
    const Limits& limits_;
    std::size_t buffer_max_;
    std::string buffer_;
    std::size_t consumed_ = 0;
    std::uint64_t received_ = 0;
    std::uint64_t taken_ = 0;
    std::uint64_t sent_ = 0;
    bool ended_ = false;
    bool late_ = false;
    bool writing_ = false;
    bool write_was_late_ = false;
    bool broken_ = false;
    bool watching_ = false;
    Wakeup news_;   // for the consumer
    Wakeup room_;   // for the pump: the buffer has room again
    Wakeup watch_;  // for the pump: somebody watches
};

}  // namespace easel::net::http
