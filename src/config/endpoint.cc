#include "config/endpoint.h"

#include "base/text.h"
#include "config/network.h"

namespace easel::config {
namespace {

std::optional<std::string> parse_host(std::string_view host) {
    if (host.empty() || host == "*") return "0.0.0.0";
    if (iequals(host, "localhost")) return "127.0.0.1";
    if (host.front() == '[') {
        if (host.back() != ']') return std::nullopt;
        host = host.substr(1, host.size() - 2);
        return host.contains(':') && parse_address(host) ? std::optional(std::string(host))
                                                         : std::nullopt;
    }
    if (host.contains(':') || !parse_address(host)) return std::nullopt;
    return std::string(host);
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = parse_decimal(text.substr(colon + 1));
    if (!port || *port > 65535) return std::nullopt;
    auto host = parse_host(text.substr(0, colon));
    if (!host) return std::nullopt;
    return Endpoint{*std::move(host), static_cast<std::uint16_t>(*port)};
}

std::string to_text(const Endpoint& endpoint) {
    const bool v6 = endpoint.host.contains(':');
    return (v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

bool is_loopback(const Endpoint& endpoint) {
    return is_loopback_host(endpoint.host);
}

}  // namespace easel::config
