#include "fronts/openai/images/generations.h"

#include "fronts/error_reply.h"
#include "fronts/openai/images/parse.h"
#include "fronts/openai/images/render.h"
#include "fronts/openai/request_options.h"
#include "fronts/public_address.h"

namespace easel::fronts::openai {

std::vector<net::http::Route> Generations::routes() {
    using namespace net::http;
    std::vector<Route> routes;
    for (const char* path : {"/v1/images/generations", "/images/generations"})
        routes.push_back({"POST", path, Access(Carrier::api_key, Role::user),
                          [this](Request& request) { return generate(request); }});
    return routes;
}

Task<net::http::Reply> Generations::generate(net::http::Request& request) {
    auto reply = co_await paint(request);
    if (reply) co_return *std::move(reply);
    co_return error_reply(reply.error());
}

Task<Result<net::http::Reply>> Generations::paint(net::http::Request& request) {
    CO_CHECK_OK(expect_json(request));
    CO_TRY(const order::Policy policy, policy_of(request, settings_.policy));
    CO_TRY(const std::string body, co_await request.body->read_all(settings_.body_max));
    CO_TRY(ImageRequest wanted, parse_image_request(body, use_.catalog.default_model(), policy));
    CO_TRY(const catalog::Model* model, use_.catalog.find(wanted.order.model));
    const auto delivery = wanted.delivery.value_or(catalog::delivery_of(*model));

    jobs::NewJob job;
    job.key = KeyId(request.principal);
    job.order = std::move(wanted.order);
    job.wants_bytes = delivery == catalog::Delivery::b64_json;
    CO_TRY(const jobs::Snapshot accepted, co_await use_.engine.submit(std::move(job)));
    request.note = accepted->id.get();

    // From here on the job is the server's: a caller that goes away only stops waiting.
    auto ended = co_await use_.engine.wait(accepted->id);
    if (!ended) co_return error_reply(ended.error(), Dispatched::yes);
    const auto outcome = outcome_of(*ended, std::move(wanted.warnings));
    if (!outcome) co_return error_reply(outcome.error(), dispatched(**ended));
    const std::string base = public_address(use_.answer.public_address, request);
    auto reply = co_await render_images(*outcome, delivery, use_.answer, base);
    if (!reply) co_return error_reply(reply.error(), Dispatched::yes);
    co_return *std::move(reply);
}

}  // namespace easel::fronts::openai
