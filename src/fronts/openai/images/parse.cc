#include "fronts/openai/images/parse.h"

#include "fronts/openai/order_fields.h"
#include "fronts/openai/prompt.h"
#include "fronts/openai/warnings.h"
#include "json/reader.h"

namespace easel::fronts::openai {
namespace {

constexpr std::string_view nothing = "leave it out";

Result<void> read_streaming(json::Fields& fields, Warnings& warnings) {
    TRY(const auto stream, fields.boolean("stream"));
    if (stream.value_or(false))
        return failed(fail(ErrorKind::invalid_value,
                           "Streaming of images is not supported yet: leave 'stream' out or "
                           "send false.")
                          .on("stream"));
    TRY(const auto partials, fields.integer("partial_images", 0, 3));
    if (partials.value_or(0) > 0)
        return warnings.cannot("partial_images", std::to_string(partials.value_or(0)), "0", "0");
    return {};
}

Result<void> read_what_openai_alone_does(json::Fields& fields, Warnings& warnings) {
    TRY(const auto moderation, fields.choice("moderation", {"auto", "low"}));
    if (moderation == 1U) {
        CHECK_OK(warnings.cannot("moderation", "low", "auto", "'auto'"));
    }
    constexpr const char* levels[] = {"low", "medium", "high"};
    TRY(const auto complexity, fields.choice("complexity", {"low", "medium", "high"}));
    if (complexity) {
        CHECK_OK(warnings.cannot("complexity", levels[*complexity], "", nothing));
    }
    TRY(const auto frames, fields.integer("frame_count", 2, 16));
    if (frames) {
        CHECK_OK(warnings.cannot("frame_count", std::to_string(*frames), "1", nothing));
    }
    TRY(const auto duration, fields.integer("frame_duration_ms", 20, 655'350));
    if (duration) {
        CHECK_OK(warnings.cannot("frame_duration_ms", std::to_string(*duration), "", nothing));
    }
    TRY(const auto* svg, fields.object("svg"));
    if (svg != nullptr) {
        CHECK_OK(warnings.cannot("svg", shown(*svg), "", nothing));
    }
    return {};
}

}  // namespace

Result<ImageRequest> parse_image_request(std::string_view body, const ModelName& default_model,
                                         order::Policy policy) {
    TRY(const boost::json::object object, json::parse_object(body));
    json::Fields fields(object);
    Warnings warnings(policy);
    ImageRequest request;
    request.order.policy = policy;

    TRY(auto prompt, fields.text("prompt", std::string::npos));
    TRY(request.order.prompt, check_prompt(std::move(prompt), fields, "prompt"));
    CHECK_OK(read_order(fields, default_model, request.order, warnings));
    TRY(const auto delivery, fields.choice("response_format", {"url", "b64_json"}));
    if (delivery)
        request.delivery = *delivery == 0 ? catalog::Delivery::url : catalog::Delivery::b64_json;
    CHECK_OK(read_streaming(fields, warnings));
    CHECK_OK(read_what_openai_alone_does(fields, warnings));
    CHECK_OK(warnings.of_unknown(fields));
    request.warnings = std::move(warnings).take();
    return request;
}

}  // namespace easel::fronts::openai
