#include "fronts/ops/ops.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "observe/log.h"

namespace easel::fronts::ops {
namespace {

using namespace net::http;
namespace bj = boost::json;

constexpr auto check_time = std::chrono::seconds(5);

std::string state_of(const Result<void>& result) {
    return result ? "ok" : "failing";
}

}  // namespace

std::vector<Route> Ops::routes() {
    const Access open(Carrier::none, Role::anyone);
    std::vector<Route> routes;
    routes.push_back({"GET", "/healthz", open, [this](Request& r) { return healthy(r); }});
    routes.push_back({"GET", "/readyz", open, [this](Request& r) { return ready(r); }});
    const Carrier carrier = settings_.metrics_need_key ? Carrier::api_key : Carrier::local_or_key;
    if (settings_.metrics)
        routes.push_back({"GET", "/metrics", Access(carrier, Role::admin),
                          [this](Request& r) { return metrics(r); }});
    return routes;
}

Task<Reply> Ops::healthy(Request&) {
    co_return Reply::json(200, R"({"status":"ok"})");
}

Task<Reply> Ops::ready(Request&) {
    const Deadline deadline = Deadline::in(check_time, use_.clock);
    const Result<void> storage = co_await use_.blobs.check();
    const Result<void> pixels = co_await use_.pixels.ready(deadline);
    const Result<void> upstreams = co_await use_.engine.ready();
    Result<void> guard;
    if (!use_.guard.ready())
        guard = failed(fail(ErrorKind::safety_unavailable, "The guard is not ready."));
    bj::object parts;
    bool all = true;
    const std::pair<const char*, const Result<void>*> checks[] = {
        {"storage", &storage}, {"pixels", &pixels}, {"upstreams", &upstreams}, {"guard", &guard}};
    for (const auto& [name, result] : checks) {
        parts[name] = state_of(*result);
        all = all && result->has_value();
        if (!*result)
            observe::log(observe::Level::warn, "not ready",
                         {{"part", name}, {"detail", result->error().detail}});
    }
    bj::object body;
    body["status"] = all ? "ok" : "failing";
    body["parts"] = std::move(parts);
    Reply reply = Reply::json(all ? 200 : 503, bj::serialize(body));
    if (!all) reply = std::move(reply).with("x-should-retry", "true").with("retry-after", "1");
    co_return reply;
}

Task<Reply> Ops::metrics(Request&) {
    co_return Reply::text(200, "text/plain; version=0.0.4; charset=utf-8", use_.metrics.render());
}

}  // namespace easel::fronts::ops
