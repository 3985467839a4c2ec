#include "net/http/in_flight.h"

namespace easel::net::http {

InFlight::Place InFlight::enter(const boost::asio::ip::address& client) {
    const std::lock_guard lock(mutex_);
    std::size_t& count = counts_[client];
    if (count >= per_client_max_) return {};
    ++count;
    return Place(*this, client);
}

void InFlight::leave(const boost::asio::ip::address& client) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(client);
    if (--found->second == 0) counts_.erase(found);
}

}  // namespace easel::net::http
