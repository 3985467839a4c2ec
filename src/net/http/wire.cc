#include "net/http/wire.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <cerrno>

namespace easel::net::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t line_ends = 8;  // a head of exactly the allowed size has to fit
constexpr std::size_t read_bytes_max = 64 * 1024;
constexpr std::size_t kept_bytes_max = 16 * 1024;  // of buffer, between requests

}  // namespace

Wire::Wire(asio::ip::tcp::socket socket, std::shared_ptr<Link> link, async::Timers& timers,
           const Limits& limits)
    : socket_(std::move(socket)),
      link_(std::move(link)),
      timers_(timers),
      limits_(limits),
      buffer_max_(
          std::max(limits.request_line_max + limits.header_bytes_max + line_ends, read_bytes_max)),
      news_(socket_.get_executor()),
      room_(socket_.get_executor()),
      watch_(socket_.get_executor()) {
    link_->attach(socket_.get_executor(), [this] { looked_at_by_sweeper(); });
}

Wire::~Wire() {
    link_->detach();
}

Task<void> Wire::pump() {
    while (!ended_) {
        while (arrived().size() >= buffer_max_)
            co_await room_.wait();
        const auto [error] = co_await socket_.async_wait(asio::ip::tcp::socket::wait_read,
                                                         asio::as_tuple(asio::use_awaitable));
        ended_ = static_cast<bool>(error);
        if (!ended_) take_in();
        news_.notify();
    }
    while (!watching_)
        co_await watch_.wait();
}

// By way of the stack, so that a connection which says nothing holds no memory to read into.
void Wire::take_in() {
    std::array<char, read_bytes_max> chunk;
    const ssize_t got = ::recv(socket_.native_handle(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    ended_ = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    if (got <= 0) return;
    if (consumed_ > 0) buffer_.erase(0, std::exchange(consumed_, 0));
    buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    received_ += static_cast<std::uint64_t>(got);
}

void Wire::consume(std::size_t bytes) {
    const bool was_full = arrived().size() >= buffer_max_;
    consumed_ += bytes;
    taken_ += bytes;
    if (consumed_ == buffer_.size()) {
        consumed_ = 0;
        buffer_.clear();
        if (buffer_.capacity() > kept_bytes_max) buffer_.shrink_to_fit();
    }
    if (was_full) room_.notify();
}

void Wire::looked_at_by_sweeper() {
    if (link_->overdue(timers_.now())) {
        late_ = true;
        link_->clear_due();
        boost::system::error_code ignored;
        if (writing_) socket_.cancel(ignored);
    }
    news_.notify();
}

Task<Wire::Wait> Wire::next_request(Duration patience) {
    if (!arrived().empty()) co_return Wait::bytes;
    link_->set_idle(timers_.now());
    const Wait outcome = co_await more(patience, Between::yes);
    link_->set_busy();
    co_return outcome;
}

Task<Wire::Wait> Wire::more(Duration patience, Between between) {
    const std::uint64_t seen = received_;
    late_ = false;
    link_->set_due(Deadline::in(patience, timers_).when());
    Wait outcome = Wait::bytes;
    while (received_ == seen) {
        if (ended_) outcome = Wait::end;
        if (late_) outcome = Wait::late;
        if (between == Between::yes && link_->leaving()) outcome = Wait::leave;
        if (outcome != Wait::bytes) break;
        co_await news_.wait();
    }
    link_->clear_due();
    co_return outcome;
}

Task<Result<void>> Wire::write(std::string bytes) {
    late_ = false;
    writing_ = true;
    std::size_t done = 0;
    while (done < bytes.size() && !broken_) {
        link_->set_due(Deadline::in(limits_.write_idle_time, timers_).when());
        const auto [error, wrote] = co_await socket_.async_write_some(
            asio::buffer(bytes) + done, asio::as_tuple(asio::use_awaitable));
        done += wrote;
        sent_ += wrote;
        broken_ = static_cast<bool>(error);
    }
    writing_ = false;
    link_->clear_due();
    if (!broken_) co_return Result<void>();
    if (late_) {
        // The kernel would go on offering what is buffered to a client that takes nothing.
        write_was_late_ = true;
        boost::system::error_code ignored;
        socket_.set_option(asio::socket_base::linger(true, 0), ignored);
        socket_.close(ignored);  // the destructor would undo the option
    }
    co_return failed(fail(ErrorKind::cancelled, "The client is gone."));
}

Task<void> Wire::linger() {
    if (broken_ || ended_) co_return;
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    const Deadline deadline = Deadline::in(limits_.linger_time, timers_);
    const std::uint64_t from = received_;
    Wait outcome = Wait::bytes;
    while (outcome == Wait::bytes && received_ - from < limits_.linger_bytes_max) {
        consume(arrived().size());
        outcome = co_await more(deadline.left(timers_));
    }
}

void Wire::watch(bool watching) {
    watching_ = watching;
    if (watching && ended_) watch_.notify();
}

}  // namespace easel::net::http
