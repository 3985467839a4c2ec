#include "net/http/chunk_decoder.h"

#include <algorithm>

#include "net/http/head.h"
#include "net/http/syntax.h"

namespace easel::net::http {
namespace {

constexpr std::size_t size_digits_max = 16;
constexpr std::size_t extension_bytes_max = 256;
constexpr std::size_t trailer_bytes_max = 8 * 1024;

Error broken(const char* why) {
    return fail(ErrorKind::invalid_request, "The chunked request body is malformed.").because(why);
}

}  // namespace

Result<std::size_t> ChunkDecoder::decode(std::string_view in, std::string& out) {
    std::size_t at = 0;
    while (at < in.size() && state_ != State::done) {
        if (state_ == State::data) {
            const std::string_view part =
                in.substr(at, static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size())));
            out += part;
            at += part.size();
            left_ -= part.size();
            if (left_ == 0) state_ = State::data_cr;
            continue;
        }
        CHECK_OK(take(in[at]));
        ++at;
    }
    return at;
}

Result<void> ChunkDecoder::take(char c) {
    switch (state_) {
        case State::size:
            return take_size(c);
        case State::extension:
            if (c == '\r') return expect(c, '\r', State::size_lf);
            if (!is_field_character(c) || ++extension_bytes_ > extension_bytes_max)
                return failed(broken("extension"));
            return {};
        case State::size_lf: {
            const bool last = left_ == 0;
            digits_ = 0;
            extension_bytes_ = 0;
            return expect(c, '\n', last ? State::trailer : State::data);
        }
        case State::data_cr:
            return expect(c, '\r', State::data_lf);
        case State::data_lf:
            return expect(c, '\n', State::size);
        case State::trailer:
            return take_trailer(c);
        case State::trailer_lf:
            CHECK_OK(expect(c, '\n', State::trailer));
            return end_trailer_line();
        case State::data:
        case State::done:
            break;
    }
    return {};
}

Result<void> ChunkDecoder::take_size(char c) {
    const int digit = hex_value(c);
    if (digit < 0) {
        if (digits_ == 0) return failed(broken("size"));
        if (c == ';') {
            state_ = State::extension;
            return {};
        }
        return expect(c, '\r', State::size_lf);
    }
    if (++digits_ > size_digits_max) return failed(broken("size"));
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return {};
}

Result<void> ChunkDecoder::take_trailer(char c) {
    if (++trailer_bytes_ > trailer_bytes_max) return failed(broken("trailer too large"));
    if (c == '\r') return expect(c, '\r', State::trailer_lf);
    if (!is_field_character(c)) return failed(broken("trailer"));
    trailer_line_ += c;
    return {};
}

Result<void> ChunkDecoder::end_trailer_line() {
    if (trailer_line_.empty()) {
        state_ = State::done;
        return {};
    }
    CHECK_OK(parse_field(trailer_line_));
    trailer_line_.clear();
    return {};
}

Result<void> ChunkDecoder::expect(char c, char wanted, State next) {
    if (c != wanted) return failed(broken("line end"));
    state_ = next;
    return {};
}

}  // namespace easel::net::http
