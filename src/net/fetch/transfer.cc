#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/bytes.h"
#include "base/text.h"
#include "net/fetch/address_rules.h"
#include "net/fetch/real_time_impl.h"
#include "net/fetch/request_rules.h"
#include "net/fetch/transfer_impl.h"

namespace easel::net::fetch {
namespace {

using namespace easel::literals;

constexpr std::size_t other_body_max = 4_KiB;    // of an answer that does not go to the file
constexpr std::size_t body_reserve_max = 1_MiB;  // an announced length is only a claim

SteadyTime later(SteadyTime from, std::chrono::milliseconds by) {
    return by > std::chrono::hours(24 * 365) ? SteadyTime::max() : from + by;
}

}  // namespace

bool Transfer::stop(Stop why) {
    if (stop_ == Stop::none) stop_ = why;
    return false;
}

void Transfer::alive() {
    last_sign_ = real_now();
}

void Transfer::enter(Phase phase) {
    alive();
    if (phase_ == phase) return;
    phase_ = phase;
    due_is_nearer(due());
}

bool Transfer::may_connect(bool is_public_address) {
    if (request_.reach == Reach::operator_origin || !request_.proxy.empty() || is_public_address)
        return true;
    return stop(Stop::address_refused);
}

bool Transfer::about_to_send(std::string_view peer_address, bool spoilt) {
    if (spoilt && start_over_ == StartOver::no) {
        start_over_ = StartOver::asked;
        return false;
    }
    // A kept-alive connection may have been opened for a request with a wider reach, and one bad
    // address among several spoils the name even if a good one has been connected meanwhile.
    if (!may_connect(is_public_text(peer_address)) || stop_ != Stop::none) return false;
    // curl comes here again when a kept-alive connection died under the request.
    if (sendings_ > 0 && !is_idempotent(request_.method)) return stop(Stop::resend_refused);
    ++sendings_;
    enter(Phase::waiting);
    return true;
}

bool Transfer::take_start_over() {
    if (start_over_ != StartOver::asked || stop_ != Stop::none) return false;
    start_over_ = StartOver::done;
    return true;
}

void Transfer::uploaded(std::int64_t bytes) {
    if (bytes == uploaded_) return;
    uploaded_ = bytes;
    alive();
}

bool Transfer::take_head_line(std::string_view line) {
    enter(Phase::receiving);
    const bool had_head = head_.complete();
    if (!head_.take(line)) return stop(Stop::head_too_large);
    return had_head || !head_.complete() || begin_body();
}

/// Judges the announced length before any of the body is read.
bool Transfer::begin_body() {
    reply_.status = head_.status();
    reply_.headers = head_.take_headers();
    if (request_.method == "HEAD") return true;
    const std::size_t announced = parse_decimal(reply_.header("content-length")).value_or(0);
    if (file_ != nullptr && !to_file()) return true;
    if (announced > request_.body_max) return stop(Stop::body_too_large);
    if (!to_file()) reply_.body.reserve(std::min(announced, body_reserve_max));
    if (to_file() && ::lseek(file_->get(), 0, SEEK_END) < 0) {
        storage_error_ = fail(ErrorKind::storage_unavailable, "The file store did not answer.");
        return stop(Stop::storage);
    }
    return true;
}

bool Transfer::take_body(std::string_view bytes) {
    enter(Phase::receiving);
    if (file_ == nullptr || to_file()) {
        if (bytes.size() > request_.body_max - reply_.body_bytes) return stop(Stop::body_too_large);
        reply_.body_bytes += bytes.size();
        return to_file() ? write_to_file(bytes) : keep(bytes);
    }
    const std::string_view kept = bytes.substr(0, other_body_max - reply_.body.size());
    reply_.body_bytes += kept.size();
    keep(kept);
    return kept.size() == bytes.size() || stop(Stop::enough);
}

bool Transfer::keep(std::string_view bytes) {
    reply_.body.append(bytes);
    return true;
}

bool Transfer::write_to_file(std::string_view bytes) {
    Result<void> written = write_all(file_->get(), bytes);
    if (written) return true;
    storage_error_ = std::move(written).error();
    return stop(Stop::storage);
}

SteadyTime Transfer::due() const {
    if (phase_ == Phase::waiting)
        return std::min(until_, later(last_sign_, request_.first_byte_time));
    if (phase_ == Phase::receiving) return std::min(until_, later(last_sign_, request_.idle_time));
    return until_;  // connect_time is curl's to keep
}

void Transfer::expire(SteadyTime now) {
    if (now >= until_)
        stop(Stop::deadline);
    else
        stop(phase_ == Phase::waiting ? Stop::first_byte_late : Stop::silence);
}

Result<Reply> Transfer::outcome(int curl_code, std::string_view curl_text) {
    const bool whole = curl_code == 0 && stop_ == Stop::none && head_.complete();
    if (whole || stop_ == Stop::enough) return std::move(reply_);
    if (storage_error_) return failed(*std::move(storage_error_));
    Failure failure;
    failure.stop = stop_;
    failure.curl_code = curl_code;
    failure.curl_text = curl_text;
    failure.sent = sendings_ > 0;
    failure.status = head_.status();
    return failed(to_error(failure));
}

}  // namespace easel::net::fetch
