#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "net/fetch/client.h"

namespace easel::net::fetch {

/// Collects the head of an answer from its lines. Interim answers (1xx) are dropped when the next
/// head begins; trailers are counted and dropped.
class HeadReader {
  public:
    static constexpr std::size_t bytes_max = 64 * 1024;  ///< all heads and trailers together
    static constexpr std::size_t headers_max = 200;

    /// One line with its line end. False when a limit is broken: read no further.
    bool take(std::string_view line);

    /// The empty line after a final (not 1xx) head has come.
    bool complete() const { return complete_; }
    int status() const { return status_; }
    const std::vector<Header>& headers() const { return headers_; }
    std::vector<Header> take_headers() { return std::move(headers_); }

  private:
    void begin(std::string_view status_line);
    void add(std::string_view line);

    std::size_t bytes_ = 0;
    int status_ = 0;
    bool complete_ = false;
    bool too_many_ = false;
    std::vector<Header> headers_;
};

}  // namespace easel::net::fetch
