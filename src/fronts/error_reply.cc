#include "fronts/error_reply.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace easel::fronts {
namespace {

namespace bj = boost::json;

bj::value text_or_null(std::string_view text) {
    return text.empty() ? bj::value(nullptr) : bj::value(bj::string(text));
}

}  // namespace

std::string error_body(const Error& error) {
    const ErrorTraits& wire = traits(error.kind);
    bj::object inner;
    inner["message"] = error.message;
    inner["type"] = bj::string(wire.type);
    inner["param"] = text_or_null(error.param);
    inner["code"] = text_or_null(wire.code);
    bj::object body;
    body["error"] = std::move(inner);
    return bj::serialize(body);
}

net::http::Reply error_reply(const Error& error, Dispatched dispatched) {
    const ErrorTraits& wire = traits(error.kind);
    const bool retry = wire.client_may_retry && dispatched == Dispatched::no;
    auto reply = net::http::Reply::json(wire.status, error_body(error));
    reply.headers.set("x-should-retry", retry ? "true" : "false");
    const bool say_when =
        error.retry_after || (retry && (wire.status == 429 || wire.status == 503));
    if (say_when) {
        const std::int64_t seconds = error.retry_after.value_or(std::chrono::seconds(1)).count();
        reply.headers.set("retry-after", std::to_string(std::clamp<std::int64_t>(seconds, 1, 60)));
    }
    return reply;
}

}  // namespace easel::fronts
