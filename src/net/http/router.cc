#include "net/http/router.h"

#include <algorithm>
#include <optional>

#include "base/assert.h"
#include "base/encoding.h"
#include "base/text.h"

namespace easel::net::http {
namespace {

/// The rest of a path, decoded. An escaped slash must not bring back what normalising took out.
std::optional<std::string> decode_rest(const std::vector<std::string_view>& segments,
                                       std::size_t from) {
    const char* end = segments.back().data() + segments.back().size();
    const char* begin = segments[from].data();
    auto rest = percent_decode(std::string_view(begin, static_cast<std::size_t>(end - begin)));
    if (!rest) return std::nullopt;
    for (const std::string_view part : split(*rest, '/'))
        if (part == "." || part == "..") return std::nullopt;
    return rest;
}

void add_method(std::vector<std::string>& methods, const std::string& method) {
    if (std::ranges::find(methods, method) == methods.end()) methods.push_back(method);
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
    std::ranges::stable_sort(routes_, [](const Route& a, const Route& b) {
        return more_exact(compile(a.path), compile(b.path));
    });
    for (const Route& route : routes_)
        patterns_.push_back(compile(route.path));
    for (std::size_t i = 1; i < routes_.size(); ++i) {
        const bool same =
            routes_[i].method == routes_[i - 1].method && routes_[i].path == routes_[i - 1].path;
        EASEL_ASSERT(!same);
    }
}

Router::Pattern Router::compile(std::string_view path) {
    EASEL_ASSERT(path.starts_with('/'));
    Pattern pattern;
    for (const std::string_view part : split(path.substr(1), '/')) {
        if (!part.starts_with('{')) {
            pattern.push_back({Kind::literal, std::string(part)});
            continue;
        }
        EASEL_ASSERT(part.ends_with('}'));
        const std::string_view name = part.substr(1, part.size() - 2);
        const bool rest = name.ends_with('*');
        pattern.push_back({rest ? Kind::rest : Kind::value,
                           std::string(rest ? name.substr(0, name.size() - 1) : name)});
    }
    return pattern;
}

bool Router::more_exact(const Pattern& a, const Pattern& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (a[i].kind != b[i].kind) return a[i].kind < b[i].kind;
    return a.size() > b.size();
}

bool Router::matches(const Pattern& pattern, const std::vector<std::string_view>& segments,
                     std::map<std::string, std::string>& values) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (i >= segments.size()) return false;
        if (pattern[i].kind == Kind::literal) {
            if (segments[i] != pattern[i].text) return false;
            continue;
        }
        if (segments[i].empty()) return false;
        auto value =
            pattern[i].kind == Kind::rest ? decode_rest(segments, i) : percent_decode(segments[i]);
        if (!value) return false;
        values[pattern[i].text] = *std::move(value);
        if (pattern[i].kind == Kind::rest) return true;
    }
    return segments.size() == pattern.size();
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        std::map<std::string, std::string> values;
        if (!matches(patterns_[i], segments, values)) continue;
        const std::string& known = routes_[i].method;
        if (known == method || (known == "GET" && method == "HEAD")) {
            match.route = &routes_[i];
            match.values = std::move(values);
            match.methods.clear();
            match.readable_by_pages = readable_by_pages(routes_[i].access.carrier());
            return match;
        }
        match.readable_by_pages |= readable_by_pages(routes_[i].access.carrier());
        add_method(match.methods, known);
        if (known == "GET") add_method(match.methods, "HEAD");
    }
    if (!match.methods.empty()) add_method(match.methods, "OPTIONS");
    return match;
}

}  // namespace easel::net::http
