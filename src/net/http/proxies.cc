#include "net/http/proxies.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace easel::net::http {
namespace {

namespace ip = boost::asio::ip;

ip::address_v6 as_v6(const ip::address& address) {
    return address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

std::optional<ip::address> parse_address(std::string_view text) {
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    return unmapped(address);
}

/// Proxies differ in whether they add a port: `1.2.3.4`, `1.2.3.4:5`, `::1`, `[::1]`, `[::1]:5`.
std::optional<ip::address> parse_forwarded(std::string_view text) {
    text = trim(text);
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        return parse_address(text.substr(1, end - 1));
    }
    const std::size_t colon = text.find(':');
    const bool with_port = colon != std::string_view::npos && colon == text.rfind(':');
    return parse_address(with_port ? text.substr(0, colon) : text);
}

bool same_prefix(const ip::address_v6& a, const ip::address_v6& b, unsigned prefix) {
    const auto x = a.to_bytes();
    const auto y = b.to_bytes();
    for (unsigned bit = 0; bit < prefix; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        if ((x[bit / 8] & mask) != (y[bit / 8] & mask)) return false;
    }
    return true;
}

}  // namespace

ip::address unmapped(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& entries) {
    TrustedProxies proxies;
    for (const std::string& entry : entries) {
        TRY(const Block block, parse_block(entry));
        proxies.blocks_.push_back(block);
    }
    return proxies;
}

Result<TrustedProxies::Block> TrustedProxies::parse_block(std::string_view entry) {
    const std::size_t slash = entry.find('/');
    const auto address = parse_address(entry.substr(0, slash));
    const unsigned width = address && address->is_v4() ? 32 : 128;
    std::optional<std::uint64_t> prefix = width;
    if (slash != std::string_view::npos) prefix = parse_decimal(entry.substr(slash + 1));
    if (!address || !prefix || *prefix > width)
        return failed(fail(ErrorKind::invalid_value,
                           "A trusted proxy must be an address or a block such "
                           "as 10.0.0.0/8; this is neither: " +
                               printable(entry, 64)));
    return Block{as_v6(*address), static_cast<unsigned>(*prefix) + (128 - width)};
}

bool TrustedProxies::trusts(const ip::address& address) const {
    return std::ranges::any_of(blocks_, [&](const Block& block) {
        return same_prefix(as_v6(address), block.network, block.prefix);
    });
}

TrustedProxies::Origin TrustedProxies::origin(const ip::address& peer,
                                              const Headers& headers) const {
    Origin origin{peer, "http"};
    if (blocks_.empty() || !trusts(peer)) return origin;
    std::vector<std::string_view> hops;
    for (const auto& [name, value] : headers)
        if (iequals(name, "x-forwarded-for"))
            for (const std::string_view hop : split(value, ','))
                hops.push_back(hop);
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = parse_forwarded(*hop);
        if (!address) break;
        origin.peer = *address;
        if (!trusts(*address)) break;
    }
    if (headers.count("x-forwarded-proto") == 1 &&
        iequals(headers.get("x-forwarded-proto").value_or(""), "https"))
        origin.scheme = "https";
    return origin;
}

}  // namespace easel::net::http
