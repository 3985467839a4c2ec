#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "net/http/headers.h"

namespace easel::net::http {

struct HeadLimits {
    std::size_t request_line_max = 16 * 1024;
    std::size_t header_bytes_max = 64 * 1024;
    std::size_t header_fields_max = 100;
};

/// How the end of a request's body is known.
enum class Framing { none, length, chunked };

/// A request head in which nothing is left that two parsers could read differently.
struct Head {
    std::string method;
    std::string path;  ///< see Target
    std::string query;
    std::string host;  ///< empty only for HTTP/1.0
    Headers headers;
    int minor_version = 1;
    Framing framing = Framing::none;
    std::uint64_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// Finds the end of a head while it arrives, and refuses at the first byte that no head contains:
/// a TLS or binary client is not waited for. Each byte is looked at once.
class HeadScanner {
  public:
    explicit HeadScanner(HeadLimits limits) : limits_(limits) {}

    /// `arrived` is everything since the start of the head. Length of the head with its blank line,
    /// or 0 while it is incomplete. Errors: `invalid_request`, `uri_too_long`, `headers_too_large`.
    Result<std::size_t> scan(std::string_view arrived);

  private:
    Result<bool> end_line();
    Result<void> check_limits() const;

    HeadLimits limits_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::size_t fields_start_ = 0;
    std::size_t lines_ = 0;
};

/// Reads a complete head, blank line included (RFC 9112, and stricter wherever that leaves room:
/// RELIABILITY A-01..A-17). Errors: `invalid_request`, `uri_too_long`, `headers_too_large`,
/// `not_implemented` (methods and transfer codings we do not speak), `expectation_failed`.
Result<Head> parse_head(std::string_view head, const HeadLimits& limits = {});

/// `name: value` without its line end; the value keeps the white space that was sent around it.
Result<std::pair<std::string_view, std::string_view>> parse_field(std::string_view line);

}  // namespace easel::net::http
