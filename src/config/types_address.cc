#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/text.h"
#include "config/type.h"

namespace easel::config {
namespace {

// Views of the text that was split.
struct UrlParts {
    std::string scheme;
    std::string_view user;  // with its password, empty if none
    std::string_view host_and_port;
    std::string_view path;  // with query and fragment
};

bool is_url_text(std::string_view written) {
    return std::ranges::all_of(written, [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
               c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`';
    });
}

bool is_host_name(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '.' || c == '-' || c == '_';
    });
}

// A name, an IPv4 address or a bracketed IPv6 address, with a port or without.
bool is_host_and_port(std::string_view text) {
    std::string_view host = text;
    std::string_view port = "1";
    const bool bracketed = text.starts_with('[');
    const std::size_t colon = bracketed ? text.find("]:") : text.find(':');
    if (colon != std::string_view::npos) {
        host = text.substr(0, bracketed ? colon + 1 : colon);
        port = text.substr(colon + (bracketed ? 2 : 1));
    }
    const auto number = parse_decimal(port);
    if (!number || *number == 0 || *number > 65535) return false;
    if (!bracketed) return is_host_name(host);
    return host.size() > 2 && host.back() == ']' && host.contains(':') &&
           parse_address(host.substr(1, host.size() - 2));
}

std::optional<UrlParts> split_url(std::string_view url) {
    const std::size_t mark = url.find("://");
    if (mark == std::string_view::npos || !is_url_text(url)) return std::nullopt;
    UrlParts parts;
    parts.scheme = to_lower(url.substr(0, mark));
    std::string_view rest = url.substr(mark + 3);
    const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
    parts.path = rest.substr(slash);
    rest = rest.substr(0, slash);
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        parts.user = rest.substr(0, at + 1);
        rest.remove_prefix(at + 1);
    }
    parts.host_and_port = rest;
    if (!is_host_and_port(rest)) return std::nullopt;
    return parts;
}

std::optional<std::string> read_url(const Node& node) {
    if (!node.is_text()) return std::nullopt;
    const auto parts = split_url(node.text);
    if (!parts || !parts->user.empty() || parts->path.find_first_of("?#") != std::string_view::npos)
        return std::nullopt;
    if (parts->scheme != "http" && parts->scheme != "https") return std::nullopt;
    return parts->scheme + "://" + std::string(parts->host_and_port) + std::string(parts->path);
}

std::optional<std::string> read_proxy(const Node& node, Direct direct) {
    if (!node.is_text()) return std::nullopt;
    if (direct == Direct::allowed && iequals(node.text, "direct")) return "direct";
    const bool bare = !node.text.contains("://");
    const std::string url = bare ? "http://" + node.text : node.text;
    const auto parts = split_url(url);  // views of `url`
    constexpr std::array schemes = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    if (!parts || (!parts->path.empty() && parts->path != "/")) return std::nullopt;
    if (bare && !parts->host_and_port.contains(':')) return std::nullopt;
    if (std::ranges::find(schemes, parts->scheme) == schemes.end()) return std::nullopt;
    return parts->scheme + "://" + std::string(parts->user) + std::string(parts->host_and_port);
}

std::string show_proxy(const std::string& url) {
    const auto parts = split_url(url);
    if (!parts || parts->user.empty()) return url;
    return parts->scheme + "://(set)@" + std::string(parts->host_and_port);
}

std::optional<std::vector<Network>> read_networks(const Node& node) {
    const auto items = items_of(node);
    if (!items) return std::nullopt;
    std::vector<Network> out;
    for (const std::string& item : *items) {
        const auto network = parse_network(item);
        if (!network) return std::nullopt;
        out.push_back(*network);
    }
    return out;
}

constexpr std::string_view pem_head = "-----BEGIN PUBLIC KEY-----\n";
constexpr std::string_view pem_foot = "\n-----END PUBLIC KEY-----";

// RFC 5280, SubjectPublicKeyInfo: a sequence that fills the text, of the algorithm rsaEncryption
// (RFC 8017, appendix C) and a bit string. What the bit string holds is OpenSSL's to judge.
bool is_rsa_key(std::string_view der) {
    constexpr std::string_view algorithm(
        "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03", 16);
    const auto at = [&](std::size_t i) {
        return i < der.size() ? static_cast<unsigned char>(der[i]) : 0U;
    };
    if (at(0) != 0x30) return false;
    const std::size_t length_bytes = at(1) < 0x80 ? 0 : at(1) & 0x7FU;
    if (length_bytes > 2) return false;
    std::size_t length = length_bytes == 0 ? at(1) : 0;
    for (std::size_t i = 0; i < length_bytes; ++i)
        length = length * 256 + at(2 + i);
    const std::size_t start = 2 + length_bytes;
    return start + length == der.size() && der.substr(start).starts_with(algorithm);
}

std::optional<std::string> read_public_key(const Node& node) {
    if (!node.is_text()) return std::nullopt;
    std::string pem = replace_all(node.text, "\\n", "\n");
    pem = std::string(trim(replace_all(std::move(pem), "\r", "")));
    const bool whole = pem.starts_with(pem_head) && pem.ends_with(pem_foot) &&
                       pem.size() > pem_head.size() + pem_foot.size();
    if (!whole) return std::nullopt;
    const std::string body =
        pem.substr(pem_head.size(), pem.size() - pem_head.size() - pem_foot.size());
    const auto der = from_base64(replace_all(replace_all(body, "\n", ""), " ", ""));
    return der && is_rsa_key(*der) ? std::optional(pem + "\n") : std::nullopt;
}

}  // namespace

Type<Endpoint> endpoint() {
    return {.expected =
                "an address and a port such as 127.0.0.1:8088, [::1]:8088, or :8088 for "
                "every address",
            .read =
                [](const Node& node) {
                    return node.is_text() ? parse_endpoint(trim(node.text)) : std::nullopt;
                },
            .show = [](const Endpoint& value) { return to_text(value); }};
}

Type<std::string> url(std::string example) {
    return {.expected =
                "an http or https address without user name, query or fragment, such as " + example,
            .read = read_url,
            .show = [](const std::string& value) { return value; },
            .quote = Quote::no};
}

Type<std::string> proxy(Direct direct) {
    return {.expected = std::string("a proxy address such as http://proxy.example:3128 or "
                                    "socks5h://127.0.0.1:1080 (http, https, socks4, socks4a, "
                                    "socks5, socks5h)") +
                        (direct == Direct::allowed ? ", or `direct` for none" : ""),
            .read = [direct](const Node& node) { return read_proxy(node, direct); },
            .show = show_proxy,
            .quote = Quote::no};
}

Type<std::vector<Network>> networks() {
    return {.expected =
                "a list of addresses or address blocks such as 127.0.0.1, 10.0.0.0/8, "
                "fd00::/8, with no bits set after the prefix",
            .read = read_networks,
            .show = [](const std::vector<Network>& value) {
                std::vector<std::string> texts;
                for (const Network& network : value)
                    texts.push_back(to_text(network));
                return join(texts, ", ");
            }};
}

Type<std::string> public_key() {
    return {.expected =
                "an RSA public key in PEM form: `-----BEGIN PUBLIC KEY-----` … `-----END "
                "PUBLIC KEY-----`, its line ends real or written as `\\n`",
            .read = read_public_key,
            .show = [](const std::string& value) { return replace_all(value, "\n", "\\n"); },
            .quote = Quote::no};
}

}  // namespace easel::config
