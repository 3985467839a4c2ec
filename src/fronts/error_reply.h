#pragma once

#include <string>

#include "base/error.h"
#include "net/http/reply.h"

namespace easel::fronts {

/// Whether the upstream may already have been paid for this request.
enum class Dispatched { no, yes };

/// `{"error":{message,type,param,code}}` as the official clients read it: always all four keys.
std::string error_body(const Error& error);

/// The HTTP answer, with `x-should-retry` always said: after a dispatch it is false, since a client
/// that tries again would buy again. Whoever is to try again after a 429 or 503 is told when:
/// `retry-after` is 1 s where the error does not know better, and kept within 1..60 s, since
/// clients ignore or misread anything longer (contract 7.2).
net::http::Reply error_reply(const Error& error, Dispatched dispatched = Dispatched::no);

}  // namespace easel::fronts
