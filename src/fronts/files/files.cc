#include "fronts/files/files.h"

#include "base/text.h"
#include "fronts/error_reply.h"
#include "fronts/files/range.h"

namespace easel::fronts::files {
namespace {

using net::http::Reply;
using net::http::Request;

bool matches(std::string_view if_none_match, const std::string& etag) {
    for (std::string_view candidate : split(if_none_match, ',')) {
        candidate = trim(candidate);
        if (candidate.starts_with("W/")) candidate.remove_prefix(2);
        if (candidate == etag || candidate == "*") return true;
    }
    return false;
}

// Pictures are shown inside pages of other origins, so they may be embedded anywhere; they can
// never run as a page of ours.
void protect(Reply& reply) {
    reply.headers.set("x-content-type-options", "nosniff");
    reply.headers.set("content-security-policy", "sandbox; default-src 'none'");
    reply.headers.set("cross-origin-resource-policy", "cross-origin");
}

std::string bytes_of(const std::string& which, const blobs::Blob& blob) {
    return "bytes " + which + '/' + std::to_string(blob.bytes);
}

// The whole picture, the part that `wanted` names, or 416.
Reply picture(const blobs::Blob& blob, std::optional<std::string_view> wanted, std::string mime) {
    const auto part = parse_range(wanted.value_or(""), blob.bytes);
    if (!part) return error_reply(part.error()).with("content-range", bytes_of("*", blob));
    const ByteRange range = part->value_or(ByteRange{0, blob.bytes});
    net::http::Pieces pieces;
    pieces.emplace_back(net::http::FileSlice{blob.file, range.first, range.length,
                                             net::http::FileSlice::Coding::raw});
    Reply reply = Reply::pieces(200, std::move(mime), std::move(pieces));
    reply.headers.set("accept-ranges", "bytes");
    if (!*part) return reply;
    reply.status = 206;
    const std::string which =
        std::to_string(range.first) + '-' + std::to_string(range.first + range.length - 1);
    reply.headers.set("content-range", bytes_of(which, blob));
    return reply;
}

}  // namespace

std::vector<net::http::Route> Files::routes() {
    using namespace net::http;
    return {{"GET", "/files/{name}", Access(Carrier::signed_link, Role::anyone),
             [this](Request& request) { return serve(request); }}};
}

Task<Reply> Files::serve(Request& request) {
    auto reply = co_await answer(request);
    if (!reply) co_return error_reply(reply.error());
    co_return *std::move(reply);
}

Task<Result<Reply>> Files::answer(Request& request) {
    const std::string name = request.path_values["name"];
    const std::string expires = request.query_value("exp").value_or("");
    const std::string signature = request.query_value("sig").value_or("");
    CO_CHECK_OK(links_.verify(name, expires, signature));
    CO_TRY(const gallery::FileName file, gallery::parse_file_name(name));

    const std::string etag = '"' + file.blob.get() + '"';
    const auto known = request.headers.get("if-none-match");
    const bool unchanged = known && matches(*known, etag);
    Reply reply = Reply::empty(304);
    if (!unchanged) {
        CO_TRY(const blobs::Blob blob, co_await blobs_.open(file.blob));
        const auto if_range = request.headers.get("if-range");
        const bool whole = if_range && *if_range != etag;
        const auto range = whole ? std::nullopt : request.headers.get("range");
        reply = picture(blob, range, "image/" + std::string(order::to_text(file.format)));
    }
    protect(reply);
    if (reply.status >= 400) co_return reply;
    reply.headers.set("etag", etag);
    const auto left =
        static_cast<std::int64_t>(parse_decimal(expires).value_or(0)) - clock_.unix_seconds();
    reply.headers.set("cache-control", "private, immutable, max-age=" +
                                           std::to_string(std::max<std::int64_t>(left, 0)));
    co_return reply;
}

}  // namespace easel::fronts::files
