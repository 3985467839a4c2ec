#include "net/http/head.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "net/http/authority.h"
#include "net/http/syntax.h"
#include "net/http/target.h"

namespace easel::net::http {
namespace {

constexpr std::array<std::string_view, 7> methods = {"GET",   "HEAD",   "POST",   "PUT",
                                                     "PATCH", "DELETE", "OPTIONS"};

Error broken(const char* why) {
    return fail(ErrorKind::invalid_request, "The request head is malformed.").because(why);
}

Error unsupported(const char* what) {
    return fail(ErrorKind::not_implemented, "The server does not implement this.").because(what);
}

/// Takes one line off the front, without its CRLF.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    int minor_version;
};

Result<RequestLine> parse_request_line(std::string_view line) {
    const auto words = split(line, ' ');
    if (words.size() != 3 || !is_token(words[0]) || words[1].empty())
        return failed(broken("request line"));
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") return failed(broken("version"));
    if (std::ranges::find(methods, words[0]) == methods.end()) return failed(unsupported("method"));
    return RequestLine{words[0], words[1], words[2].back() - '0'};
}

/// Field values that decide where a body ends keep their raw form: what other parsers would trim
/// away is an error here.
struct FramingFields {
    std::optional<std::string_view> length;
    std::optional<std::string_view> coding;
};

Result<void> note_framing(std::string_view name, std::string_view raw, FramingFields& fields) {
    const bool length = iequals(name, "content-length");
    if (!length && !iequals(name, "transfer-encoding")) return {};
    auto& place = length ? fields.length : fields.coding;
    if (place) return failed(broken("framing said twice"));
    if (raw.starts_with(' ')) raw.remove_prefix(1);
    place = raw;
    return {};
}

Result<void> parse_fields(std::string_view rest, Head& head, FramingFields& framing) {
    for (;;) {
        const std::string_view line = take_line(rest);
        if (line.empty()) return {};
        TRY(const auto field, parse_field(line));
        CHECK_OK(note_framing(field.first, field.second, framing));
        head.headers.add(std::string(field.first), std::string(trim(field.second)));
    }
}

/// Fields that decide who asks for what. Others on the way may look at another one of several.
Result<void> refuse_duplicates(const Headers& headers) {
    for (const char* name : {"authorization", "api-key", "content-type"})
        if (headers.count(name) > 1) return failed(broken("a field said twice"));
    return {};
}

Result<void> decide_framing(const FramingFields& fields, Head& head) {
    if (fields.length && fields.coding) return failed(broken("both a length and a coding"));
    if (fields.length) {
        const auto length = parse_decimal(*fields.length);
        if (!length) return failed(broken("content-length"));
        head.content_length = *length;
        head.framing = *length > 0 ? Framing::length : Framing::none;
    }
    if (fields.coding) {
        if (head.minor_version == 0) return failed(broken("transfer-encoding in HTTP/1.0"));
        if (!iequals(*fields.coding, "chunked")) return failed(unsupported("transfer coding"));
        head.framing = Framing::chunked;
    }
    return {};
}

Result<void> decide_host(std::string_view authority, Head& head) {
    const std::size_t hosts = head.headers.count("host");
    if (hosts > 1) return failed(broken("more than one host"));
    if (hosts == 0 && head.minor_version == 1) return failed(broken("no host"));
    head.host = head.headers.get("host").value_or(authority);
    if (hosts == 1 && !valid_authority(head.host)) return failed(broken("host"));
    if (!authority.empty() && !same_authority(authority, head.host))
        return failed(broken("the target names another host"));
    return {};
}

Result<void> decide_connection(Head& head) {
    bool close = false;
    bool keep = false;
    for (const auto& [name, value] : head.headers) {
        if (!iequals(name, "connection")) continue;
        for (const std::string_view option : split(value, ',')) {
            close = close || iequals(trim(option), "close");
            keep = keep || iequals(trim(option), "keep-alive");
        }
    }
    head.keep_alive = !close && (head.minor_version == 1 || keep);
    const auto expect = head.headers.get("expect");
    if (!expect || head.minor_version == 0) return {};
    if (!iequals(*expect, "100-continue") || head.headers.count("expect") > 1)
        return failed(fail(ErrorKind::expectation_failed, "This expectation cannot be met."));
    head.expects_continue = head.framing != Framing::none;
    return {};
}

}  // namespace

Result<std::pair<std::string_view, std::string_view>> parse_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return failed(broken("field name"));
    const std::string_view value = line.substr(colon + 1);
    if (!std::ranges::all_of(value, is_field_character)) return failed(broken("field value"));
    return std::pair(line.substr(0, colon), value);
}

Result<Head> parse_head(std::string_view text, const HeadLimits& limits) {
    TRY(const std::size_t length, HeadScanner(limits).scan(text));
    if (length == 0 || length != text.size()) return failed(broken("end of head"));
    std::string_view rest = text;
    TRY(const RequestLine line, parse_request_line(take_line(rest)));
    TRY(Target target, parse_target(line.target));
    if (target.path == "*" && line.method != "OPTIONS") return failed(broken("target"));
    Head head;
    head.method = line.method;
    head.path = std::move(target.path);
    head.query = std::move(target.query);
    head.minor_version = line.minor_version;
    FramingFields framing;
    CHECK_OK(parse_fields(rest, head, framing));
    CHECK_OK(refuse_duplicates(head.headers));
    CHECK_OK(decide_framing(framing, head));
    CHECK_OK(decide_host(target.authority, head));
    CHECK_OK(decide_connection(head));
    return head;
}

}  // namespace easel::net::http
