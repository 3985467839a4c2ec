#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

namespace easel::net::http {

/// Counts the requests under way for each client and caps them. For clients behind a proxy: they
/// share its connections, so that a cap of connections would not tell them apart. Any thread.
class InFlight {
  public:
    explicit InFlight(std::size_t per_client_max) : per_client_max_(per_client_max) {}

    /// One request's place; given back when destroyed.
    class Place {
      public:
        Place() = default;
        Place(Place&& other) noexcept
            : counts_(std::exchange(other.counts_, nullptr)), client_(other.client_) {}
        Place& operator=(Place&& other) noexcept {
            std::swap(counts_, other.counts_);
            std::swap(client_, other.client_);
            return *this;
        }
        ~Place() {
            if (counts_ != nullptr) counts_->leave(client_);
        }
        explicit operator bool() const { return counts_ != nullptr; }

      private:
        friend class InFlight;
        Place(InFlight& counts, boost::asio::ip::address client)
            : counts_(&counts), client_(std::move(client)) {}

        InFlight* counts_ = nullptr;
        boost::asio::ip::address client_;
    };

    /// An empty Place if the client has as many under way as it may.
    Place enter(const boost::asio::ip::address& client);

  private:
    void leave(const boost::asio::ip::address& client);

    std::size_t per_client_max_;
    std::mutex mutex_;  // requests begin and end on every thread
    std::map<boost::asio::ip::address, std::size_t> counts_;
};

}  // namespace easel::net::http
