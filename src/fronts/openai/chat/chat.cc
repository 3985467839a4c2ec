#include "fronts/openai/chat/chat.h"

#include "async/first_of.h"
#include "fronts/error_reply.h"
#include "fronts/openai/chat/side_tasks.h"
#include "fronts/openai/request_options.h"
#include "fronts/public_address.h"
#include "net/http/sse.h"

namespace easel::fronts::openai {
namespace {

constexpr const char* event_stream = "text/event-stream; charset=utf-8";

net::http::Reply event_reply(net::http::StreamBody body) {
    return net::http::Reply::stream(event_stream, std::move(body))
        .with("cache-control", "no-cache")
        .with("x-accel-buffering", "no");
}

}  // namespace

std::vector<net::http::Route> Chat::routes() {
    using namespace net::http;
    std::vector<Route> routes;
    for (const char* path : {"/v1/chat/completions", "/chat/completions"})
        routes.push_back({"POST", path, Access(Carrier::api_key, Role::user),
                          [this](Request& request) { return complete(request); }});
    return routes;
}

Task<net::http::Reply> Chat::complete(net::http::Request& request) {
    auto reply = co_await answer(request);
    if (reply) co_return *std::move(reply);
    co_return error_reply(reply.error());
}

Task<Result<net::http::Reply>> Chat::answer(net::http::Request& request) {
    CO_CHECK_OK(expect_json(request));
    CO_TRY(const order::Policy policy, policy_of(request, settings_.policy));
    CO_TRY(const std::string body, co_await request.body->read_all(settings_.body_max));
    Running running;
    CO_TRY(running.request, parse_chat_request(body, use_.catalog.default_model(), policy));
    running.completion.id = "chatcmpl-" + use_.rng.hex(12);
    running.completion.created = use_.timers.unix_seconds();
    running.completion.model = running.request.order.model.get();
    running.base = public_address(use_.answer.public_address, request);

    if (settings_.canned_replies) {
        auto canned = canned_reply(running.request.order.prompt, running.request.instructions);
        if (canned) {
            CO_CHECK_OK(use_.catalog.find(running.request.order.model));
            request.note = "side task";
            co_return co_await answer_at_once(running, *std::move(canned));
        }
    }

    jobs::NewJob job;
    job.key = KeyId(request.principal);
    job.order = running.request.order;
    job.wants_bytes = running.request.place == ImagePlace::images_array;
    CO_TRY(const jobs::Snapshot accepted, co_await use_.engine.submit(std::move(job)));
    running.job = accepted->id;
    request.note = accepted->id.get();

    if (!running.request.stream) {
        co_return co_await answer_whole(std::move(running));
    }
    co_return event_reply(
        [this, run = std::move(running)](net::http::StreamWriter& writer) mutable {
            return stream(std::move(run), writer);
        });
}

Task<Result<net::http::Reply>> Chat::answer_at_once(const Running& running, std::string text) {
    if (!running.request.stream) {
        ChatAnswer said;
        said.text = std::move(text);
        co_return co_await render_completion(running.completion, said, use_.answer);
    }
    const bool usage = running.request.include_usage;
    const std::string frames = role_chunks(running.completion, 1, usage) +
                               text_chunk(running.completion, 0, text, usage) +
                               finish_chunks(running.completion, 1, usage, nullptr);
    co_return net::http::Reply::text(200, event_stream, frames).with("cache-control", "no-cache");
}

Task<net::http::Reply> Chat::answer_whole(Running running) {
    auto ended = co_await use_.engine.wait(running.job);
    if (!ended) co_return error_reply(ended.error(), Dispatched::yes);
    auto outcome = outcome_of(*ended, std::move(running.request.warnings));
    if (!outcome) co_return error_reply(outcome.error(), dispatched(**ended));

    ChatAnswer painted;
    painted.outcome = *std::move(outcome);
    painted.place = running.request.place;
    painted.base = running.base;
    auto reply = co_await render_completion(running.completion, painted, use_.answer);
    if (!reply) co_return error_reply(reply.error(), Dispatched::yes);
    co_return *std::move(reply);
}

Task<void> Chat::stream(Running running, net::http::StreamWriter& writer) {
    const Result<void> told = co_await tell(std::move(running), writer);
    if (told) co_return;
    // A stream never ends without a word, unless nobody is left to hear it: a writer whose caller
    // is gone says `cancelled`, and the job goes on.
    if (told.error().kind == ErrorKind::cancelled) co_return;
    co_await writer.write(error_chunk(told.error()));
}

Task<Result<void>> Chat::tell(Running running, net::http::StreamWriter& writer) {
    const bool usage = running.request.include_usage;
    std::string opening = role_chunks(running.completion, running.request.order.count, usage);
    CO_CHECK_OK(co_await writer.write(std::move(opening)));
    CO_TRY(jobs::Snapshot ended, co_await wait_with_heartbeat(running.job, writer));
    const auto outcome = outcome_of(std::move(ended), std::move(running.request.warnings));
    if (!outcome) {
        co_return co_await writer.write(error_chunk(outcome.error()));
    }
    co_return co_await stream_images(running, *outcome, writer);
}

Task<Result<void>> Chat::stream_images(const Running& running, const Outcome& outcome,
                                       net::http::StreamWriter& writer) {
    const bool usage = running.request.include_usage;
    const Completion& completion = running.completion;
    for (std::size_t i = 0; i < outcome.images.size(); ++i) {
        const int index = static_cast<int>(i);
        const jobs::KeptImage& image = *outcome.images[i];
        if (running.request.place == ImagePlace::images_array) {
            CO_CHECK_OK(co_await write_image_delta(completion, index, image, use_.answer.blobs,
                                                   usage, writer));
            continue;
        }
        const std::string address = address_of(image, use_.answer.links, running.base);
        std::string chunk = text_chunk(completion, index, "![image](" + address + ")", usage);
        CO_CHECK_OK(co_await writer.write(std::move(chunk)));
    }
    // Every choice that was opened is closed, also one whose picture did not come.
    std::string finish = finish_chunks(completion, running.request.order.count, usage, &outcome);
    co_return co_await writer.write(std::move(finish));
}

Task<Result<jobs::Snapshot>> Chat::wait_with_heartbeat(JobId id, net::http::StreamWriter& writer) {
    for (;;) {
        auto first =
            co_await async::first_of(use_.engine.wait(id), use_.timers.sleep(settings_.heartbeat));
        if (first.index() == 0) co_return std::get<0>(std::move(first));
        CO_CHECK_OK(co_await writer.write(net::http::sse_comment("keepalive")));
    }
}

}  // namespace easel::fronts::openai
