#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "net/http/link.h"

namespace easel::net::http {

class Connections;

/// A connection's place among those that the server allows; gives it back when destroyed.
class Seat {
  public:
    Seat() = default;
    Seat(Seat&& other) noexcept
        : connections_(std::exchange(other.connections_, nullptr)), place_(other.place_) {}
    Seat& operator=(Seat&&) = delete;
    ~Seat();

    explicit operator bool() const { return connections_ != nullptr; }
    const std::shared_ptr<Link>& link() const { return *place_; }

  private:
    friend class Connections;
    using Place = std::list<std::shared_ptr<Link>>::iterator;
    Seat(Connections& connections, Place place) : connections_(&connections), place_(place) {}

    Connections* connections_ = nullptr;
    Place place_;
};

/// Every open connection: caps their number, tells those whose time is up. Any thread.
class Connections {
  public:
    struct Caps {
        std::size_t total;
        std::size_t per_address;
    };
    enum class Counted { per_address, in_total_only };

    explicit Connections(Caps caps) : caps_(caps) {}

    /// A seat, if need be that of the longest idle connection, which is asked to leave; an empty
    /// Seat if every connection that could make room has a request under way.
    Seat admit(const boost::asio::ip::address& address, Counted counted, SteadyTime now);

    /// Pokes whoever is overdue.
    void sweep(SteadyTime now);
    void ask_all_to_leave();
    /// Asks the `count` longest idle connections to leave, or as many as are idle.
    void make_room(std::size_t count);
    std::size_t size() const;

  private:
    friend class Seat;
    void remove(Seat::Place place);
    bool make_room_locked(const boost::asio::ip::address* address);

    Caps caps_;
    mutable std::mutex mutex_;  // connections begin and end on every thread
    std::list<std::shared_ptr<Link>> links_;
    std::map<boost::asio::ip::address, std::size_t> per_address_;
};

}  // namespace easel::net::http
