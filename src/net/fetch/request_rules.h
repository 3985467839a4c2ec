#pragma once

#include "net/fetch/client.h"

namespace easel::net::fetch {

/// Whether a request can be sent as it stands; `invalid_value` names what is wrong with it, without
/// its value. `upstream_unreachable` if its reach forbids the address (proxied calls only: direct
/// ones are judged at connect). Pure.
Result<void> check_request(const Request& request);

/// The refusal of an address that is not public, whatever the reason: one fixed text, so that it
/// tells nothing about the network.
Error address_refused();

/// True for methods that may be repeated without a second effect (RFC 9110, 9.2.2).
bool is_idempotent(std::string_view method);

}  // namespace easel::net::fetch
