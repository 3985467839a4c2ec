#include "net/http/request_body.h"

#include <algorithm>

namespace easel::net::http {
namespace {

constexpr std::size_t read_bytes_max = 64 * 1024;
constexpr auto discard_time = std::chrono::seconds(1);

Error too_large() {
    return fail(ErrorKind::request_too_large, "The request body is too large.");
}

}  // namespace

RequestBody::RequestBody(Wire& wire, const Head& head)
    : wire_(wire),
      framing_(head.framing),
      left_(head.content_length),
      continue_wanted_(head.expects_continue),
      finished_(head.framing == Framing::none),
      pace_(wire.limits().body_idle_time, wire.limits().body_rate_window,
            wire.limits().body_rate_min) {}

std::optional<std::uint64_t> RequestBody::bytes_left() const {
    if (finished_) return 0;
    if (framing_ == Framing::chunked) return std::nullopt;
    return left_;
}

Task<Result<std::string>> RequestBody::read_some() {
    while (!finished_ && !failure_) {
        if (wire_.arrived().empty()) {
            Result<void> came = co_await wait_for_bytes();
            if (!came) failure_ = came.error();
            continue;
        }
        Result<std::string> bytes = take();
        if (!bytes) failure_ = bytes.error();
        if (bytes && !bytes->empty()) co_return bytes;
    }
    if (failure_) co_return failed(*failure_);
    co_return std::string();
}

Task<Result<void>> RequestBody::wait_for_bytes() {
    if (std::exchange(continue_wanted_, false)) {
        CO_CHECK_OK(co_await wire_.write("HTTP/1.1 100 Continue\r\n\r\n"));
        // A client that did not wait may have sent everything meanwhile.
        if (!wire_.arrived().empty()) co_return Result<void>();
    }
    const SteadyTime began = wire_.timers().now();
    const Wire::Wait outcome = co_await wire_.more(pace_.patience());
    if (outcome == Wire::Wait::end)
        co_return failed(fail(ErrorKind::cancelled, "The request body ended early."));
    if (!pace_.keeps_up(wire_.timers().now() - began, outcome == Wire::Wait::bytes)) {
        was_late_ = true;
        co_return failed(fail(ErrorKind::request_timeout, "The request body came too slowly."));
    }
    co_return Result<void>();
}

Result<std::string> RequestBody::take() {
    if (framing_ == Framing::chunked) return take_chunked();
    const std::string_view arrived = wire_.arrived();
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>({left_, arrived.size(), read_bytes_max}));
    std::string bytes(arrived.substr(0, size));
    wire_.consume(size);
    pace_.arrived(size);
    left_ -= size;
    finished_ = left_ == 0;
    return bytes;
}

Result<std::string> RequestBody::take_chunked() {
    std::string bytes;
    const std::string_view arrived = wire_.arrived().substr(0, read_bytes_max);
    TRY(const std::size_t used, decoder_.decode(arrived, bytes));
    wire_.consume(used);
    pace_.arrived(used);
    taken_ += bytes.size();
    // What a chunk announces is refused before it comes, like an announced length.
    const std::uint64_t most = wire_.limits().body_max;
    if (taken_ > most || decoder_.announced() > most - taken_) return failed(too_large());
    finished_ = decoder_.done();
    return bytes;
}

Task<void> RequestBody::discard(std::size_t bytes_max) {
    if (continue_wanted_ || bytes_left().value_or(0) > bytes_max) co_return;
    const Deadline deadline = Deadline::in(discard_time, wire_.timers());
    std::size_t dropped = 0;
    while (!finished_ && !failure_ && dropped <= bytes_max && !deadline.passed(wire_.timers())) {
        if (wire_.arrived().empty()) {
            const Wire::Wait outcome = co_await wire_.more(deadline.left(wire_.timers()));
            if (outcome != Wire::Wait::bytes) co_return;
        }
        const Result<std::string> some = take();
        if (!some) co_return;
        dropped += some->size();
    }
}

}  // namespace easel::net::http
