#include "net/http/target.h"

#include <optional>
#include <vector>

#include "base/text.h"
#include "net/http/authority.h"
#include "net/http/syntax.h"

namespace easel::net::http {
namespace {

Error broken(const char* why) {
    return fail(ErrorKind::invalid_request, "The request target is malformed.").because(why);
}

/// One pass over the raw path: `decoded` is only there to be checked.
struct Decoder {
    std::string normal;
    std::string decoded;

    bool take_escape(std::string_view two) {
        if (two.size() < 2) return false;
        const int high = hex_value(two[0]);
        const int low = hex_value(two[1]);
        if (high < 0 || low < 0) return false;
        const auto byte = static_cast<unsigned char>(high * 16 + low);
        if (byte < 0x20 || byte == 0x7f) return false;
        constexpr char digits[] = "0123456789ABCDEF";
        if (is_unreserved(static_cast<char>(byte))) {
            normal += static_cast<char>(byte);
        } else {
            normal += {'%', digits[high], digits[low]};
        }
        decoded += static_cast<char>(byte);
        return true;
    }

    bool take(std::string_view raw) {
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] == '%') {
                if (!take_escape(raw.substr(i + 1, 2))) return false;
                i += 2;
            } else {
                normal += raw[i];
                decoded += raw[i];
            }
        }
        return valid_utf8(decoded);
    }
};

std::string without_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool dots = segments[i] == "." || segments[i] == "..";
        if (segments[i] == ".." && !kept.empty()) kept.pop_back();
        if (!dots) kept.push_back(segments[i]);
        if (dots && i + 1 == segments.size()) kept.emplace_back();  // `/a/.` means `/a/`
    }
    std::string out;
    for (const std::string_view segment : kept) {
        out += '/';
        out += segment;
    }
    return out.empty() ? "/" : out;
}

/// Splits `http://authority/rest`; nullopt if `raw` is not of that form.
std::optional<Target> split_absolute(std::string_view& raw) {
    constexpr std::string_view scheme = "http://";
    if (!iequals(raw.substr(0, scheme.size()), scheme)) return std::nullopt;
    raw.remove_prefix(scheme.size());
    Target target;
    target.authority = raw.substr(0, raw.find_first_of("/?"));
    raw.remove_prefix(target.authority.size());
    return target;
}

}  // namespace

Result<Target> parse_target(std::string_view raw) {
    for (const char c : raw)
        if (c <= 0x20 || c >= 0x7f) return failed(broken("a character that no URI has"));
    if (raw.find('#') != std::string_view::npos) return failed(broken("a fragment"));
    Target target;
    if (raw == "*") {
        target.path = "*";
        return target;
    }
    if (!raw.starts_with('/')) {
        auto absolute = split_absolute(raw);
        if (!absolute || !valid_authority(absolute->authority)) return failed(broken("form"));
        target = *std::move(absolute);
    }
    const std::size_t question = raw.find('?');
    if (question != std::string_view::npos) target.query = raw.substr(question + 1);
    const std::string_view path = raw.substr(0, question);
    Decoder decoder;
    if (!decoder.take(path.empty() ? "/" : path)) return failed(broken("escapes or encoding"));
    target.path = without_dot_segments(decoder.normal);
    return target;
}

}  // namespace easel::net::http
