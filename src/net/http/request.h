#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "async/task.h"
#include "base/result.h"
#include "net/http/headers.h"

namespace easel::net::http {

/// The rest of a request. Nothing is read before the handler asks, so that a caller without a key
/// cannot make the server take in a large body. One reader; the server discards or closes after an
/// unread rest.
class BodyReader {
  public:
    virtual ~BodyReader() = default;
    /// The next bytes as they arrive, at most 64 KiB; empty at the end.
    virtual Task<Result<std::string>> read_some() = 0;
    /// Bytes still to come where the client announced a length; nullopt for chunked bodies.
    virtual std::optional<std::uint64_t> bytes_left() const { return std::nullopt; }
    /// Everything, or `request_too_large` as soon as it is known to exceed `max_bytes`.
    Task<Result<std::string>> read_all(std::size_t max_bytes);
};

/// A request whose head has passed the strict checker. Lives until its reply has been sent.
struct Request {
    std::string method;  ///< as sent: methods are case-sensitive
    std::string path;    ///< raw and normalised once; segments are still percent-encoded
    std::string query;   ///< raw, without the `?`
    Headers headers;
    std::string id;      ///< `x-request-id` of the answer
    std::string peer;    ///< address of the client; behind a trusted proxy, the one it names
    std::string scheme;  ///< "http", or what a trusted proxy says
    std::string host;    ///< the Host header, checked for form; never used for routing or access
    /// The connection itself comes from this machine and no proxy says that it speaks for another.
    bool peer_is_loopback = false;
    std::map<std::string, std::string> path_values;  ///< `{name}` segments, decoded once
    BodyReader* body = nullptr;                      ///< never null inside a handler
    std::string principal;  ///< for the access log: key id, filled by the gate
    std::string note;       ///< for the access log: job id or error code, filled by the handler

    /// First value of a query parameter, decoded (`+` is a space); nullopt if absent or broken.
    std::optional<std::string> query_value(std::string_view name) const;
};

}  // namespace easel::net::http
