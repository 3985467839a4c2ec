#include "net/http/link.h"

#include <boost/asio/post.hpp>

namespace easel::net::http {

std::optional<SteadyTime::rep> Link::idle_since() const {
    const SteadyTime::rep since = idle_since_;
    if (since == never || leaving_) return std::nullopt;
    return since;
}

void Link::ask_to_leave(const std::shared_ptr<Link>& link) {
    link->leaving_ = true;
    poke(link);
}

void Link::poke(const std::shared_ptr<Link>& link) {
    const std::lock_guard lock(link->mutex_);
    if (!link->strand_) return;
    boost::asio::post(link->strand_, [link] {
        if (link->on_poke_) link->on_poke_();
    });
}

void Link::attach(boost::asio::any_io_executor strand, std::function<void()> on_poke) {
    on_poke_ = std::move(on_poke);
    const std::lock_guard lock(mutex_);
    strand_ = std::move(strand);
}

}  // namespace easel::net::http
