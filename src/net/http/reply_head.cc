#include "net/http/reply_head.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "base/text.h"
#include "net/http/syntax.h"
#include "observe/log.h"

namespace easel::net::http {
namespace {

struct Reason {
    int status;
    std::string_view phrase;
};

constexpr Reason reasons[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

constexpr std::array<std::string_view, 7> ours = {
    "content-length", "transfer-encoding", "connection", "keep-alive", "date",
    "server",         "x-request-id"};

bool is_ours(std::string_view name) {
    return std::ranges::any_of(ours, [&](std::string_view own) { return iequals(own, name); });
}

bool safe(const Headers::Field& field) {
    const bool value = std::ranges::all_of(field.second, [](char c) {
        return is_field_character(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    return is_token(field.first) && value;
}

void append(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

void append_framing(std::string& out, const ReplyFacts& facts) {
    if (facts.content_length) append(out, "content-length", std::to_string(*facts.content_length));
    if (facts.chunked) append(out, "transfer-encoding", "chunked");
    if (!facts.keep_alive) append(out, "connection", "close");
    if (facts.keep_alive && facts.minor_version == 0) append(out, "connection", "keep-alive");
}

}  // namespace

std::string_view reason_phrase(int status) {
    const auto* found = std::ranges::find(reasons, status, &Reason::status);
    return found == std::end(reasons) ? "Unknown" : found->phrase;
}

std::string http_date(WallTime time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return std::string(days[parts.tm_wday]) + ", " + two_digits(parts.tm_mday) + ' ' +
           months[parts.tm_mon] + ' ' + std::to_string(parts.tm_year + 1900) + ' ' +
           two_digits(parts.tm_hour) + ':' + two_digits(parts.tm_min) + ':' +
           two_digits(parts.tm_sec) + " GMT";
}

std::string reply_head(const ReplyFacts& facts, const Headers& headers) {
    std::string out;
    out.reserve(512);
    out += "HTTP/1.1 " + std::to_string(facts.status) + ' ';
    out += reason_phrase(facts.status);
    out += "\r\n";
    append(out, "date", http_date(facts.now));
    if (!facts.server_name.empty()) append(out, "server", facts.server_name);
    append(out, "x-request-id", facts.request_id);
    append(out, "x-content-type-options", "nosniff");
    for (const Headers::Field& field : headers) {
        if (is_ours(field.first) || iequals(field.first, "x-content-type-options")) continue;
        if (safe(field)) {
            append(out, field.first, field.second);
        } else {
            observe::log(observe::Level::error, "a reply header was dropped",
                         {{"name", field.first}, {"id", facts.request_id}});
        }
    }
    append_framing(out, facts);
    return out + "\r\n";
}

std::string bare_refusal(ErrorKind kind, ReplyFacts facts) {
    const ErrorTraits& about = traits(kind);
    facts.status = about.status;
    facts.keep_alive = false;
    facts.content_length = 0;
    Headers headers;
    headers.add("x-should-retry", about.client_may_retry ? "true" : "false");
    if (about.client_may_retry && about.status == 503) headers.add("retry-after", "1");
    return reply_head(facts, headers);
}

}  // namespace easel::net::http
