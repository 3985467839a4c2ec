#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/address.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "base/clock.h"

namespace easel::net::http {

/// What the rest of the server may see of a connection, and ask of it. Any thread, except where it
/// says otherwise. Shared, because a question on its way to the strand may outlive the connection.
class Link {
  public:
    explicit Link(boost::asio::ip::address address, SteadyTime since)
        : address_(std::move(address)), idle_since_(ticks(since)) {}

    const boost::asio::ip::address& address() const { return address_; }

    /// Until when the connection expects to have got on; the sweeper pokes it after that.
    void set_due(SteadyTime when) { due_ = ticks(when); }
    void clear_due() { due_ = never; }
    bool overdue(SteadyTime now) const { return due_ <= ticks(now); }

    void set_idle(SteadyTime since) { idle_since_ = ticks(since); }
    void set_busy() { idle_since_ = never; }
    /// Nothing if a request is under way or the connection was asked to leave already.
    std::optional<SteadyTime::rep> idle_since() const;

    /// The connection closes as soon as no request is under way.
    static void ask_to_leave(const std::shared_ptr<Link>& link);
    bool leaving() const { return leaving_; }

    /// Runs the connection's `on_poke` on its strand, if it has begun and not ended.
    static void poke(const std::shared_ptr<Link>& link);

    /// From the strand of the connection, at its begin and its end.
    void attach(boost::asio::any_io_executor strand, std::function<void()> on_poke);
    void detach() { on_poke_ = nullptr; }

  private:
    static SteadyTime::rep ticks(SteadyTime time) { return time.time_since_epoch().count(); }
    static constexpr SteadyTime::rep never = SteadyTime::max().time_since_epoch().count();

    boost::asio::ip::address address_;
    std::atomic<SteadyTime::rep> due_ = never;
    std::atomic<SteadyTime::rep> idle_since_;
    std::atomic<bool> leaving_ = false;
    std::mutex mutex_;  // the sweeper may poke while the connection is only just starting
    boost::asio::any_io_executor strand_;
    std::function<void()> on_poke_;  // touched on the strand only
};

}  // namespace easel::net::http
