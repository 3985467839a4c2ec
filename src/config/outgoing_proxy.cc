#include "config/outgoing_proxy.h"

#include <algorithm>

#include "base/text.h"

namespace easel::config {
namespace {

std::string host_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos)
        url.remove_prefix(at + 1);
    if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
    return to_lower(url.substr(0, url.find(':')));
}

// `example.org` and `.example.org` both mean the host and all names below it.
bool covers(std::string_view rule, const std::string& host) {
    if (rule == "*") return true;
    const auto address = parse_address(host);
    const auto network = parse_network(rule);
    if (address) return network && network->contains(*address);
    while (rule.starts_with('.'))
        rule.remove_prefix(1);
    const std::string name = to_lower(rule);
    return !name.empty() && (host == name || host.ends_with("." + name));
}

}  // namespace

std::string proxy_for(const Proxies& proxies, std::string_view own, std::string_view url) {
    if (own == "direct") return {};
    if (!own.empty()) return std::string(own);
    const std::string host = host_of(url);
    const auto covered = [&](const std::string& rule) { return covers(rule, host); };
    if (is_loopback_host(host) || std::ranges::any_of(proxies.none_for, covered)) return {};
    const std::string& by_scheme = url.starts_with("https:") ? proxies.https : proxies.http;
    return by_scheme.empty() ? proxies.all : by_scheme;
}

}  // namespace easel::config
