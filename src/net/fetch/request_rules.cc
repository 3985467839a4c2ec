#include "net/fetch/request_rules.h"

#include <algorithm>

#include "base/text.h"
#include "net/fetch/address_rules.h"
#include "net/fetch/url_parts.h"

namespace easel::net::fetch {
namespace {

constexpr std::size_t url_bytes_max = 16 * 1024;

bool is_token_character(char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_header_value(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return is_control(c) && c != '\t'; });
}

bool is_url_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return is_control(c) || c == ' '; });
}

/// Headers that frame the message belong to the client alone.
bool frames_the_message(std::string_view name) {
    for (const std::string_view own : {"content-length", "transfer-encoding", "connection",
                                       "expect", "upgrade", "te", "trailer"})
        if (iequals(name, own)) return true;
    return false;
}

bool starts_with_scheme(std::string_view url, std::initializer_list<std::string_view> schemes) {
    const std::size_t end = url.find("://");
    if (end == std::string_view::npos) return false;
    return std::ranges::any_of(schemes,
                               [&](std::string_view s) { return iequals(url.substr(0, end), s); });
}

Error refused(const char* what) {
    return fail(ErrorKind::invalid_value, "The request to the upstream cannot be sent.")
        .because(what);
}

Result<void> check_proxy(const std::string& proxy) {
    if (proxy.empty()) return {};
    if (!is_url_text(proxy)) return failed(refused("proxy: control character"));
    if (proxy.find("://") != std::string::npos &&
        !starts_with_scheme(proxy, {"http", "https", "socks4", "socks4a", "socks5", "socks5h"}))
        return failed(refused("proxy: scheme"));
    return {};
}

Result<void> check_outside_address(const Request& request) {
    TRY(const UrlParts parts, parse_url(request.url));
    if (parts.has_user) return failed(refused("url: user name"));
    if (!request.proxy.empty() && !may_be_public_host(parts.host)) return failed(address_refused());
    return {};
}

}  // namespace

Result<void> check_request(const Request& request) {
    if (!is_token(request.method) || request.method.size() > 20) return failed(refused("method"));
    if (request.url.size() > url_bytes_max || !is_url_text(request.url) ||
        !starts_with_scheme(request.url, {"http", "https"}))
        return failed(refused("url"));
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name) || frames_the_message(name)) return failed(refused("header name"));
        if (!is_header_value(value)) return failed(refused("header value"));
    }
    CHECK_OK(check_proxy(request.proxy));
    if (request.reach == Reach::public_only) return check_outside_address(request);
    return {};
}

Error address_refused() {
    return fail(ErrorKind::upstream_unreachable, "The address cannot be used.");
}

bool is_idempotent(std::string_view method) {
    for (const std::string_view safe : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
        if (method == safe) return true;
    return false;
}

}  // namespace easel::net::fetch
