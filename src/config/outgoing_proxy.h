#pragma once

#include <string>
#include <string_view>

#include "config/settings.h"

namespace easel::config {

/// The proxy through which `url` is called, empty for none. `own` is the upstream's own option:
/// an address goes before everything else, `direct` means none. Otherwise: none for loopback and
/// for hosts in `proxies.none_for`; then the proxy of the url's scheme; then `proxies.all`.
/// May hold a password: for the HTTP client alone, never for a log.
std::string proxy_for(const Proxies& proxies, std::string_view own, std::string_view url);

}  // namespace easel::config
