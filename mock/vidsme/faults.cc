#include "mock/vidsme/faults.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "mock/picture.h"
#include "mock/vidsme/vidsme.h"

namespace easel::mock::vidsme {
namespace {

constexpr int size_max = 1 << 30;

using Spoiler = HttpReply (*)(HttpReply, const Fault&);

HttpReply html(HttpReply, const Fault& fault) {
    return {.status = fault.number("status", 503),
            .content_type = "text/html; charset=utf-8",
            .body =
                "<!doctype html><html><head><title>Just a moment...</title></head>"
                "<body>Checking your browser.</body></html>"};
}

HttpReply empty(HttpReply, const Fault& fault) {
    return {.status = fault.number("status", 200)};
}

HttpReply truncate(HttpReply good, const Fault&) {
    good.body.resize(good.body.size() / 2);
    return good;
}

HttpReply wrong_type(HttpReply, const Fault&) {
    return {.body = R"({"code":200,"msg":"ok","data":[1,2,3]})"};
}

HttpReply null_data(HttpReply, const Fault&) {
    return {.body = R"({"code":200,"msg":"ok","data":null})"};
}

HttpReply code(HttpReply, const Fault& fault) {
    boost::json::object body;
    body["code"] = fault.number("code", 500);
    body["msg"] = fault.text("msg", "upstream text that nobody outside should see");
    return {.status = fault.number("status", 200), .body = boost::json::serialize(body)};
}

// JSON that readers disagree about, or that breaks those who trust it: one more member, put first.
HttpReply odd(HttpReply good, const Fault& fault) {
    constexpr std::size_t depth = 100'000;
    const std::map<std::string, std::string> members{
        {"extra", R"("more":{"of":[1,null,"x"]})"},
        {"nan", R"("more":NaN)"},
        {"number", R"("more":1e400)"},
        {"twice", R"("code":200)"},
        {"deep", R"("more":)" + std::string(depth, '[') + std::string(depth, ']')},
        {"utf8", "\"more\":\"\xFF\xC0\x80\""},
    };
    const auto member = members.find(fault.text("as", "extra"));
    if (member != members.end() && good.body.starts_with('{'))
        good.body.insert(1, member->second + ',');
    return good;
}

HttpReply failed_job(HttpReply, const Fault&) {
    return {.body = R"({"code":200,"msg":"ok","data":{"status":"failed","generate_url":""}})"};
}

HttpReply rate_limit(HttpReply, const Fault& fault) {
    HttpReply reply{.status = 429, .body = R"({"code":429,"msg":"too many requests"})"};
    if (const auto wait = fault.text("retry_after"); !wait.empty())
        reply.headers.emplace_back("Retry-After", wait);
    return reply;
}

HttpReply drop(HttpReply good, const Fault&) {
    good.delivery = Delivery::drop;
    return good;
}

HttpReply cut(HttpReply good, const Fault&) {
    good.delivery = Delivery::cut;
    return good;
}

HttpReply drip(HttpReply good, const Fault& fault) {
    good.delivery = Delivery::drip;
    good.drip_gap = std::chrono::milliseconds(fault.number("gap", 200));
    return good;
}

HttpReply surplus(HttpReply good, const Fault&) {
    good.delivery = Delivery::surplus;
    return good;
}

HttpReply chunks(HttpReply good, const Fault& fault) {
    good.delivery = Delivery::chunks;
    good.chunk_size = fault.text("size", "-2");
    return good;
}

HttpReply unasked_gzip(HttpReply good, const Fault& fault) {
    const int zeros = std::min(fault.number("zeros", 0), size_max);
    good.body = gzip(good.body + std::string(static_cast<std::size_t>(zeros), '\0'));
    good.headers.emplace_back("Content-Encoding", "gzip");
    return good;
}

HttpReply unchanged(HttpReply good, const Fault&) {
    return good;
}

HttpReply expired(HttpReply, const Fault& fault) {
    return {.status = fault.number("status", 403),
            .content_type = "application/xml",
            .body = "<Error><Code>AccessDenied</Code></Error>"};
}

HttpReply mime(HttpReply good, const Fault& fault) {
    good.content_type = fault.text("type", "text/html");
    return good;
}

HttpReply garbage(HttpReply good, const Fault& fault) {
    good.body.assign(static_cast<std::size_t>(std::min(fault.number("bytes", 4096), size_max)),
                     'x');
    return good;
}

HttpReply huge(HttpReply good, const Fault& fault) {
    const int bytes = std::min(fault.number("bytes", 64 << 20), size_max);
    good.body.resize(std::max(good.body.size(), static_cast<std::size_t>(bytes)), '\0');
    return good;
}

HttpReply bomb(HttpReply good, const Fault& fault) {
    const auto side = static_cast<std::uint32_t>(fault.number("side", 60'000));
    good.body = hollow_png(side, side);
    return good;
}

struct Row {
    FaultKind kind;
    Spoiler spoil;
    bool keeps_out;  ///< the order never gets through
};

constexpr std::string_view all = "submit poll picture";
constexpr std::string_view both = "submit poll";

const Row rows[] = {
    {{"html", all, "status taken", "an HTML page with that status (503)"}, html, true},
    {{"empty", both, "status", "an answer without a body"}, empty, false},
    {{"truncated", all, "", "half of the body, as if it were all"}, truncate, false},
    {{"wrong_type", both, "", "data is an array"}, wrong_type, false},
    {{"null_data", both, "", "data is null"}, null_data, false},
    {{"code", both, "code msg status taken", "JSON whose code is not 200 (500)"}, code, true},
    {{"odd", both, "as", "JSON as: extra nan number twice deep utf8 (extra)"}, odd, false},
    {{"failed", "poll", "", "the job has failed"}, failed_job, false},
    {{"never", "poll", "", "the job is not done yet; with times=0 never"}, unchanged, false},
    {{"rate_limit", all, "retry_after", "429, with Retry-After if given"}, rate_limit, true},
    {{"drop", all, "taken", "the connection closes before an answer"}, drop, true},
    {{"cut", all, "", "the connection closes inside the body"}, cut, false},
    {{"drip", all, "gap", "16 bytes every so many ms (200)"}, drip, false},
    {{"surplus", all, "", "a second answer comes behind the first"}, surplus, false},
    {{"chunks", all, "size", "chunked, the first size is this text (-2)"}, chunks, false},
    {{"gzip", all, "zeros", "gzip unasked, so many zeros behind (0)"}, unasked_gzip, false},
    {{"delay", all, "ms", "the answer comes so much later (1000)"}, unchanged, false},
    {{"skew", both, "seconds", "the upstream's clock is ahead (3600)"}, unchanged, false},
    {{"lose", "poll", "", "a restart: all jobs are forgotten"}, unchanged, false},
    {{"url", "poll", "url", "generate_url is this text, {job} the id in it"}, unchanged, false},
    {{"expired", "picture", "status", "the address is no longer valid (403)"}, expired, false},
    {{"mime", "picture", "type", "a wrong Content-Type (text/html)"}, mime, false},
    {{"garbage", "picture", "bytes", "bytes that are no picture (4096)"}, garbage, false},
    {{"huge", all, "bytes", "zeros behind the body up to so many bytes (67108864)"}, huge, false},
    {{"bomb", "picture", "side", "a small PNG that claims side x side (60000)"}, bomb, false},
};

const Row* find(const Fault& fault) {
    const auto* row =
        std::ranges::find_if(rows, [&](const Row& r) { return r.kind.name == fault.kind; });
    return row == std::end(rows) ? nullptr : row;
}

}  // namespace

const std::vector<FaultKind>& fault_kinds() {
    static const std::vector<FaultKind> kinds = [] {
        std::vector<FaultKind> list;
        for (const Row& row : rows)
            list.push_back(row.kind);
        return list;
    }();
    return kinds;
}

bool keeps_out(const Fault& fault) {
    const Row* row = find(fault);
    return row != nullptr && row->keeps_out && fault.number("taken", 0) == 0;
}

HttpReply spoil(HttpReply good, const Fault& fault) {
    const Row* row = find(fault);
    return row == nullptr ? good : row->spoil(std::move(good), fault);
}

}  // namespace easel::mock::vidsme
