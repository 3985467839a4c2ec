#include "mock/vidsme/vidsme.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "mock/picture.h"
#include "mock/vidsme/faults.h"

namespace easel::mock::vidsme {
namespace {

constexpr std::string_view task_path = "/api/texttoimg/v1/task";
constexpr std::string_view picture_path = "/aigc/";
constexpr std::size_t prompt_kept = 200;

HttpReply json(int code, std::string_view msg, boost::json::value data = nullptr) {
    boost::json::object body;
    body["code"] = code;
    body["msg"] = msg;
    body["data"] = std::move(data);
    return {.body = boost::json::serialize(body)};
}

HttpReply text(int status, std::string body) {
    return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
}

std::string size_text(int width, int height) {
    return std::to_string(width) + 'x' + std::to_string(height);
}

bool known_size(int width, int height) {
    const auto size = size_text(width, height);
    return size == "512x512" || size == "768x512" || size == "512x768";
}

// What must be in the body of a submission; the first that is missing.
std::string missing_field(const boost::json::object& body) {
    for (const char* name : {"prompt", "model", "user_id"}) {
        const auto* value = body.if_contains(name);
        if (value == nullptr || !value->is_string() || value->get_string().empty()) return name;
    }
    for (const char* name : {"height", "width"}) {
        const auto* value = body.if_contains(name);
        if (value == nullptr || !value->is_int64()) return name;
    }
    return "";
}

std::string kind_of(const HttpRequest& request) {
    if (request.path == task_path && request.method == "POST") return "submit";
    if (request.path == task_path && request.method == "GET") return "poll";
    if (request.path.starts_with(picture_path) && request.method == "GET") return "picture";
    return "";
}

}  // namespace

Service::Service(Settings settings, RsaKey key, async::Timers& timers, Rng& rng)
    : settings_(std::move(settings)),
      key_(std::move(key)),
      timers_(timers),
      verifier_(settings_.rules, key_, timers),
      tasks_(settings_.pace, timers),
      faults_(rng),
      journal_(timers) {}

Task<HttpReply> Service::handle(HttpRequest request) {
    std::string kind = kind_of(request);
    if (kind.empty()) co_return control(request);
    co_return co_await upstream(std::move(request), std::move(kind));
}

Task<HttpReply> Service::upstream(HttpRequest request, std::string kind) {
    Call call;
    call.kind = kind;
    call.method = request.method;
    call.path = request.path;
    call.at = journal_.begin(kind);
    for (const auto& [name, value] : request.headers)
        call.header_names.push_back(name);
    call.user_agent = request.header("user-agent");
    const auto fault = faults_.take(kind);
    if (fault) call.fault = fault->kind;
    if (settings_.latency > Duration::zero()) co_await timers_.sleep(settings_.latency);
    if (fault && fault->kind == "delay")
        co_await timers_.sleep(std::chrono::milliseconds(fault->number("ms", 1000)));
    HttpReply reply = answer(request, fault, call);
    call.status = reply.status;
    journal_.end(std::move(call));
    co_return reply;
}

HttpReply Service::answer(const HttpRequest& request, const std::optional<Fault>& fault,
                          Call& call) {
    if (fault && keeps_out(*fault)) return spoil({}, *fault);
    HttpReply good;
    if (call.kind == "picture") {
        good = picture(request, call);
    } else if (std::string reason = refuse_call(request, fault); !reason.empty()) {
        call.refused = reason;
        return json(401, reason);
    } else {
        good = call.kind == "submit" ? submit(request, call) : poll(request, fault, call);
    }
    return fault ? spoil(std::move(good), *fault) : good;
}

std::string Service::refuse_call(const HttpRequest& request, const std::optional<Fault>& fault) {
    if (settings_.browser_headers)
        for (const char* name : {"Origin", "Referer"})
            if (request.header(name).empty()) return std::string("missing header ") + name;
    const bool skewed = fault && fault->kind == "skew";
    return verifier_.refusal(request.query,
                             std::chrono::seconds(skewed ? fault->number("seconds", 3600) : 0));
}

std::string Service::refuse_order(const HttpRequest& request, Order& order, Call& call) const {
    boost::system::error_code error;
    const auto body = boost::json::parse(request.body, error);
    if (error || !body.is_object()) return "the body is no JSON object";
    if (!request.header("content-type").starts_with("application/json"))
        return "the body is not announced as application/json";
    const auto& fields = body.get_object();
    if (const auto name = missing_field(fields); !name.empty()) return "missing " + name;
    const auto word = [&](const char* name) { return std::string(fields.at(name).get_string()); };
    const auto number = [&](const char* name) {
        return static_cast<int>(std::clamp<std::int64_t>(fields.at(name).get_int64(), 0, 1 << 20));
    };
    order = {.prompt = std::string(utf8_prefix(fields.at("prompt").get_string(), prompt_kept)),
             .picture_seed = sha256(word("model") + '\n' + word("prompt")),
             .model = word("model"),
             .user_id = word("user_id"),
             .width = number("width"),
             .height = number("height")};
    call.prompt = order.prompt;
    call.model = order.model;
    call.size = size_text(order.width, order.height);
    if (!known_size(order.width, order.height)) return "unknown size " + call.size;
    if (std::ranges::count(settings_.models, order.model) == 0) return "unknown model";
    if (!settings_.user_id.empty()) {
        call.user_id_matches = order.user_id == settings_.user_id ? "yes" : "no";
        if (order.user_id != settings_.user_id) return "unknown user_id";
    }
    return "";
}

HttpReply Service::submit(const HttpRequest& request, Call& call) {
    Order order;
    call.refused = refuse_order(request, order, call);
    if (!call.refused.empty())
        return json(call.refused == "unknown user_id" ? 403 : 400, call.refused);
    journal_.count("orders taken");
    std::string id = tasks_.add(std::move(order));
    journal_.level("orders", tasks_.open());
    return json(200, "ok", {{"job_id", std::move(id)}});
}

HttpReply Service::poll(const HttpRequest& request, const std::optional<Fault>& fault, Call& call) {
    if (fault && fault->kind == "lose") tasks_.forget();
    const std::string id = form_value(request.query, "job_id");
    const std::string user_id = form_value(request.query, "user_id");
    call.refused = id.empty() ? "missing job_id" : user_id.empty() ? "missing user_id" : "";
    if (!call.refused.empty()) return json(400, call.refused);
    const auto state = tasks_.poll(id);
    if (!state) {
        call.refused = "no such job";
        return json(404, call.refused);
    }
    call.user_id_matches = user_id == state->order.user_id ? "yes" : "no";
    if (call.user_id_matches == "no") {
        call.refused = "another user's job";
        return json(403, call.refused);
    }
    call.prompt = state->order.prompt;
    call.model = state->order.model;
    const bool done = state->stage == Tasks::Stage::done && !(fault && fault->kind == "never");
    if (done || (fault && fault->kind == "failed")) tasks_.close(id);
    journal_.level("orders", tasks_.open());
    const auto stage = static_cast<std::size_t>(done ? Tasks::Stage::done : state->stage);
    std::string address = done ? "aigc/" + id + ".png" : "";
    if (fault && fault->kind == "url")
        address = replace_all(std::string(fault->text("url")), "{job}", id);
    return json(200, "ok",
                {{"status", settings_.status_words[done ? 2 : std::min<std::size_t>(stage, 1)]},
                 {"generate_url", address}});
}

HttpReply Service::picture(const HttpRequest& request, Call& call) {
    std::string id = request.path.substr(picture_path.size());
    if (id.ends_with(".png")) id.resize(id.size() - 4);
    const auto order = tasks_.find(id);
    if (!order) return text(404, "no such picture\n");
    call.prompt = order->prompt;
    call.size = size_text(order->width, order->height);
    auto png = gradient_png(order->picture_seed, order->width, order->height);
    if (!png) return text(500, png.error().message);
    return {.content_type = "image/png", .body = *std::move(png)};
}

HttpReply Service::control(const HttpRequest& request) {
    const std::string call = request.method + ' ' + request.path;
    if (call == "GET /__log") return {.body = journal_.to_json()};
    if (call == "POST /__reset") {
        faults_.clear();
        tasks_.forget();
        verifier_.forget_nonces();
        journal_.level("orders", 0);
        journal_.reset();
        return {.body = "{}"};
    }
    if (call == "POST /__script") {
        auto script = parse_script(request.body, fault_kinds());
        if (!script) return text(400, script.error().message + '\n');
        for (Fault& fault : *script)
            faults_.add(std::move(fault));
        return {.body = "{}"};
    }
    return text(404, "There is nothing here. POST and GET " + std::string(task_path) + ", GET " +
                         std::string(picture_path) +
                         "<job>.png, GET /__log, POST /__reset, POST /__script.\n");
}

}  // namespace easel::mock::vidsme
