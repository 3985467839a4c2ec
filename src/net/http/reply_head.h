#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error_kind.h"
#include "net/http/headers.h"

namespace easel::net::http {

/// What the server itself says in the head of an answer.
struct ReplyFacts {
    int status = 200;
    std::string_view request_id;
    std::string_view server_name;  ///< empty: no `server` header
    WallTime now;
    bool keep_alive = true;
    int minor_version = 1;  ///< of the request: HTTP/1.0 clients must be told that they may stay
    std::optional<std::size_t> content_length;
    bool chunked = false;
};

/// Status line and headers, blank line included. Of `headers`, framing fields are the server's and
/// left out, and a field that would break the framing (a line break, a bad name) is dropped and
/// logged: no handler can split an answer.
std::string reply_head(const ReplyFacts& facts, const Headers& headers);

/// A whole answer without a body, after which the connection is closed: for a client of whom
/// nothing is believed or who was not let in. Says whether to try again, as every refusal does;
/// status and framing in `facts` are set here.
std::string bare_refusal(ErrorKind kind, ReplyFacts facts);

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(WallTime time);

std::string_view reason_phrase(int status);

}  // namespace easel::net::http
