#include "net/http/connections.h"

namespace easel::net::http {

Seat::~Seat() {
    if (connections_ != nullptr) connections_->remove(place_);
}

Seat Connections::admit(const boost::asio::ip::address& address, Counted counted, SteadyTime now) {
    const std::lock_guard lock(mutex_);
    std::size_t& from_here = per_address_[address];
    const bool address_full = counted == Counted::per_address && from_here >= caps_.per_address;
    const bool full = links_.size() >= caps_.total;
    const bool refused = (address_full && !make_room_locked(&address)) ||
                         (full && !address_full && !make_room_locked(nullptr));
    if (refused) {
        if (from_here == 0) per_address_.erase(address);
        return {};
    }
    ++from_here;
    links_.push_back(std::make_shared<Link>(address, now));
    return Seat(*this, std::prev(links_.end()));
}

void Connections::sweep(SteadyTime now) {
    const std::lock_guard lock(mutex_);
    for (const auto& link : links_)
        if (link->overdue(now)) Link::poke(link);
}

void Connections::ask_all_to_leave() {
    const std::lock_guard lock(mutex_);
    for (const auto& link : links_)
        Link::ask_to_leave(link);
}

void Connections::make_room(std::size_t count) {
    const std::lock_guard lock(mutex_);
    while (count > 0 && make_room_locked(nullptr))
        --count;
}

bool Connections::make_room_locked(const boost::asio::ip::address* address) {
    std::shared_ptr<Link> oldest;
    SteadyTime::rep oldest_since = 0;
    for (const auto& link : links_) {
        if (address != nullptr && link->address() != *address) continue;
        const auto since = link->idle_since();
        if (!since || (oldest && *since >= oldest_since)) continue;
        oldest = link;
        oldest_since = *since;
    }
    if (!oldest) return false;
    Link::ask_to_leave(oldest);
    return true;
}

std::size_t Connections::size() const {
    const std::lock_guard lock(mutex_);
    return links_.size();
}

void Connections::remove(Seat::Place place) {
    const std::lock_guard lock(mutex_);
    const auto count = per_address_.find((*place)->address());
    if (--count->second == 0) per_address_.erase(count);
    links_.erase(place);
}

}  // namespace easel::net::http
