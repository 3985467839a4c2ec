#include "net/http/head.h"
#include "net/http/syntax.h"

namespace easel::net::http {
namespace {

Error broken(const char* why) {
    return fail(ErrorKind::invalid_request, "The request head is malformed.").because(why);
}

}  // namespace

Result<std::size_t> HeadScanner::scan(std::string_view arrived) {
    for (; at_ < arrived.size(); ++at_) {
        const char c = arrived[at_];
        if (is_field_character(c)) continue;
        if (c != '\r') return failed(broken("a byte that no head contains"));
        CHECK_OK(check_limits());
        if (at_ + 1 == arrived.size()) return std::size_t{0};
        if (arrived[at_ + 1] != '\n') return failed(broken("a bare CR"));
        TRY(const bool complete, end_line());
        if (complete) return at_ + 1;
    }
    CHECK_OK(check_limits());
    return std::size_t{0};
}

Result<bool> HeadScanner::end_line() {
    const bool blank = at_ == line_start_;
    if (blank && lines_ == 0) return failed(broken("a blank line before the request line"));
    ++at_;
    line_start_ = at_ + 1;
    if (lines_ == 0) fields_start_ = line_start_;
    ++lines_;
    return blank;
}

Result<void> HeadScanner::check_limits() const {
    if (lines_ == 0) {
        if (at_ > limits_.request_line_max)
            return failed(fail(ErrorKind::uri_too_long, "The request line is too long."));
        return {};
    }
    const bool new_field = at_ > line_start_;
    if (at_ - fields_start_ > limits_.header_bytes_max ||
        lines_ - 1 + (new_field ? 1 : 0) > limits_.header_fields_max)
        return failed(fail(ErrorKind::headers_too_large, "The request headers are too large."));
    return {};
}

}  // namespace easel::net::http
