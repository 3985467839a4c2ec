#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace easel::net::http {

/// Takes a chunked body apart (RFC 9112 section 7.1), byte for byte strict: 1 to 16 hex digits,
/// CRLF only, short extensions. Trailers are read within limits and dropped: nothing that comes
/// after a body may change what was decided before it.
class ChunkDecoder {
  public:
    /// Consumes a prefix of `in` and appends the body bytes found to `out`. Stops after the last
    /// chunk, so that what follows belongs to the next request. Returns the bytes consumed: all of
    /// `in` unless done(). After an error the decoder is of no more use.
    Result<std::size_t> decode(std::string_view in, std::string& out);
    bool done() const { return state_ == State::done; }
    /// Bytes that the chunk has announced and not brought yet.
    std::uint64_t announced() const { return left_; }

  private:
    enum class State {
        size,
        extension,
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer,
        trailer_lf,
        done
    };

    Result<void> take(char c);
    Result<void> take_size(char c);
    Result<void> take_trailer(char c);
    Result<void> end_trailer_line();
    Result<void> expect(char c, char wanted, State next);

    State state_ = State::size;
    std::uint64_t left_ = 0;
    std::size_t digits_ = 0;
    std::size_t extension_bytes_ = 0;
    std::size_t trailer_bytes_ = 0;
    std::string trailer_line_;
};

}  // namespace easel::net::http
