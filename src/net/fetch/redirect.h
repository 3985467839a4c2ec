#pragma once

#include <optional>

#include "net/fetch/client.h"

namespace easel::net::fetch {

/// The request that follows `reply`, if it is a redirect that `asked` may follow; nullopt if the
/// reply is the answer. `asked.redirects_max` counts down from hop to hop. Fails with
/// `upstream_bad_response` for one redirect too many and for a place that is no http(s) URL. Pure.
Result<std::optional<Request>> next_hop(const Request& asked, const Reply& reply);

}  // namespace easel::net::fetch
