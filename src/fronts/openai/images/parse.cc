#include "fronts/openai/images/parse.h"

#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "json/reader.h"

namespace easel::fronts::openai {
namespace {

using order::Background;
using order::Format;
using order::Policy;
using order::Quality;

constexpr std::size_t prompt_characters_max = 32'000;
constexpr std::size_t name_characters_max = 256;
constexpr std::size_t shown_bytes_max = 100;

// Takes the parts of one request together: what it reads lands in `request`.
class Parser {
  public:
    Parser(json::Fields& fields, Policy policy) : fields_(fields) {
        request_.order.policy = policy;
    }

    Result<ImageRequest> parse(const ModelName& default_model) && {
        CHECK_OK(read_subject(default_model));
        CHECK_OK(read_shape());
        CHECK_OK(read_output());
        CHECK_OK(read_sampling());
        CHECK_OK(read_streaming());
        CHECK_OK(read_what_openai_alone_does());
        CHECK_OK(warn_of_unknown());
        return std::move(request_);
    }

  private:
    Result<void> read_subject(const ModelName& default_model) {
        auto& order = request_.order;
        TRY(auto prompt, fields_.text("prompt", prompt_characters_max));
        TRY(order.prompt, check_prompt(std::move(prompt), "prompt"));
        TRY(const auto model, fields_.text("model", name_characters_max));
        order.model = model ? ModelName(*model) : default_model;
        TRY(const auto user, fields_.text("user", name_characters_max));
        TRY(const auto identifier, fields_.text("safety_identifier", name_characters_max));
        order.end_user = identifier && !identifier->empty() ? *identifier : user.value_or("");
        return {};
    }

    Result<void> read_shape() {
        auto& order = request_.order;
        TRY(const auto n, fields_.integer("n", 1, 10));
        order.count = static_cast<int>(n.value_or(1));
        TRY(const auto size, fields_.text("size", name_characters_max));
        if (size) {
            TRY(order.size, order::parse_size(*size));
        }
        constexpr Quality qualities[] = {Quality::automatic, Quality::low,   Quality::medium,
                                         Quality::high,      Quality::xhigh, Quality::max,
                                         Quality::medium,    Quality::high};
        TRY(const auto quality, fields_.choice("quality", {"auto", "low", "medium", "high", "xhigh",
                                                           "max", "standard", "hd"}));
        if (quality) order.quality = qualities[*quality];
        TRY(const auto style, fields_.choice("style", {"vivid", "natural"}));
        if (style) order.style = *style == 0 ? "vivid" : "natural";
        return {};
    }

    Result<void> read_output() {
        auto& order = request_.order;
        constexpr Format formats[] = {Format::png, Format::jpeg, Format::webp};
        TRY(const auto format, fields_.choice("output_format", {"png", "jpeg", "webp"}));
        if (format) order.format = formats[*format];
        TRY(const auto compression, fields_.integer("output_compression", 0, 100));
        const bool lossy = order.format && *order.format != Format::png;
        if (compression && lossy) order.compression = static_cast<int>(*compression);
        if (compression && !lossy && *compression != 100) {
            CHECK_OK(cannot("output_compression", std::to_string(*compression), "",
                            "only with output_format 'jpeg' or 'webp'"));
        }

        constexpr Background backgrounds[] = {Background::automatic, Background::opaque,
                                              Background::transparent};
        TRY(const auto background, fields_.choice("background", {"auto", "opaque", "transparent"}));
        if (background) order.background = backgrounds[*background];
        if (order.background == Background::transparent && order.format == Format::jpeg)
            return failed(fail(ErrorKind::invalid_value,
                               "A transparent background needs 'output_format' 'png' or 'webp'.")
                              .on("background"));

        TRY(const auto delivery, fields_.choice("response_format", {"url", "b64_json"}));
        if (delivery)
            request_.delivery =
                *delivery == 0 ? catalog::Delivery::url : catalog::Delivery::b64_json;
        return {};
    }

    Result<void> read_sampling() {
        auto& order = request_.order;
        TRY(const auto negative, fields_.text("negative_prompt", prompt_characters_max));
        order.negative = negative.value_or("");
        TRY(order.seed, fields_.unsigned_integer("seed"));
        TRY(const auto steps, fields_.integer("steps", 1, 1000));
        if (steps) order.steps = static_cast<int>(*steps);
        TRY(order.guidance, fields_.number("guidance", 0, 100));
        return {};
    }

    Result<void> read_streaming() {
        TRY(const auto stream, fields_.boolean("stream"));
        if (stream.value_or(false))
            return failed(fail(ErrorKind::invalid_value,
                               "Streaming of images is not supported yet: leave 'stream' out or "
                               "send false.")
                              .on("stream"));
        TRY(const auto partials, fields_.integer("partial_images", 0, 3));
        if (partials.value_or(0) > 0)
            return cannot("partial_images", std::to_string(*partials), "0", "0");
        return {};
    }

    Result<void> read_what_openai_alone_does() {
        TRY(const auto moderation, fields_.choice("moderation", {"auto", "low"}));
        if (moderation == 1U) {
            CHECK_OK(cannot("moderation", "low", "auto", "'auto'"));
        }
        TRY(const auto complexity, fields_.choice("complexity", {"low", "medium", "high"}));
        if (complexity) {
            CHECK_OK(cannot("complexity", shown("complexity"), "", "leave it out"));
        }
        TRY(const auto frames, fields_.integer("frame_count", 2, 16));
        if (frames) {
            CHECK_OK(cannot("frame_count", std::to_string(*frames), "1", "leave it out"));
        }
        TRY(const auto duration, fields_.integer("frame_duration_ms", 20, 655'350));
        if (duration) {
            CHECK_OK(cannot("frame_duration_ms", std::to_string(*duration), "", "leave it out"));
        }
        TRY(const auto* svg, fields_.object("svg"));
        if (svg != nullptr) {
            CHECK_OK(cannot("svg", shown("svg"), "", "leave it out"));
        }
        return {};
    }

    Result<void> warn_of_unknown() {
        for (const std::string& name : fields_.unasked()) {
            const auto* value = fields_.find(name);
            if (value == nullptr) continue;  // null is as good as absent
            if (request_.order.policy == Policy::strict)
                return failed(fail(ErrorKind::unknown_parameter,
                                   "Unknown parameter: '" + printable(name, shown_bytes_max) + "'.")
                                  .on(printable(name, shown_bytes_max)));
            request_.warnings.push_back({printable(name, shown_bytes_max), shown(name), ""});
        }
        return {};
    }

    Result<void> cannot(std::string param, std::string asked, std::string applied,
                        std::string_view allowed) {
        if (request_.order.policy == Policy::strict)
            return failed(
                fail(ErrorKind::invalid_value, "Invalid value for '" + param + "': " + asked +
                                                   ". Allowed: " + std::string(allowed) + ".")
                    .on(param));
        request_.warnings.push_back({std::move(param), std::move(asked), std::move(applied)});
        return {};
    }

    std::string shown(std::string_view name) {
        return std::string(
            utf8_prefix(boost::json::serialize(*fields_.find(name)), shown_bytes_max));
    }

    json::Fields& fields_;
    ImageRequest request_;
};

}  // namespace

Result<std::string> check_prompt(std::optional<std::string> prompt, const std::string& param) {
    if (!prompt)
        return failed(
            fail(ErrorKind::missing_parameter, "Missing required parameter: '" + param + "'.")
                .on(param));
    if (trim(*prompt).empty())
        return failed(
            fail(ErrorKind::empty_string, "Invalid '" + param + "': it must not be empty.")
                .on(param));
    return *std::move(prompt);
}

Result<ImageRequest> parse_image_request(std::string_view body, const ModelName& default_model,
                                         Policy policy) {
    TRY(const boost::json::object object, json::parse_object(body));
    json::Fields fields(object);
    return Parser(fields, policy).parse(default_model);
}

}  // namespace easel::fronts::openai
