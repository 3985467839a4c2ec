#include "fronts/openai/images/render.h"

#include <boost/json/serialize.hpp>
#include <chrono>

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;

// Everything of the answer but `data`: what came out, as measured, never `auto`. Of a picture that
// was passed through unseen, format and background are not known.
bj::object described(const Outcome& outcome) {
    const jobs::KeptImage& first = *outcome.images.front();
    const order::ImageOrder& order = outcome.job->order;
    bj::object body;
    body["created"] =
        std::chrono::duration_cast<std::chrono::seconds>(outcome.job->created.time_since_epoch())
            .count();
    if (seen(first)) {
        body["background"] = first.transparent ? "transparent" : "opaque";
        body["output_format"] = bj::string(order::to_text(first.format));
    }
    body["size"] = order::to_text(first.size);
    if (outcome.job->model->capabilities.quality && order.quality != order::Quality::automatic)
        body["quality"] = bj::string(order::to_text(order::modern(order.quality)));
    if (!order.end_user.empty()) body["safety_identifier"] = order.end_user;
    body["easel"] = easel_object(outcome);
    return body;
}

}  // namespace

Task<Result<net::http::Reply>> render_images(const Outcome& outcome, catalog::Delivery delivery,
                                             const AnswerServices& services, std::string base) {
    std::string head = bj::serialize(described(outcome));
    head.pop_back();  // the object goes on with its pictures
    net::http::Pieces pieces;
    std::string text = head + R"(,"data":[)";
    for (std::size_t i = 0; i < outcome.images.size(); ++i) {
        const jobs::KeptImage& image = *outcome.images[i];
        if (i > 0) text += ',';
        if (delivery == catalog::Delivery::url) {
            bj::string address(address_of(image, services.links, base));
            text += R"({"url":)" + bj::serialize(address) + '}';
            continue;
        }
        CO_TRY(net::http::FileSlice pixels, co_await base64_of(image, services.blobs));
        pieces.emplace_back(text + R"({"b64_json":")");
        pieces.emplace_back(std::move(pixels));
        text = R"("})";
    }
    pieces.emplace_back(text + "]}");
    co_return net::http::Reply::pieces(200, "application/json", std::move(pieces));
}

}  // namespace easel::fronts::openai
