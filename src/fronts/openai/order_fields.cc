#include "fronts/openai/order_fields.h"

#include "fronts/openai/prompt.h"

namespace easel::fronts::openai {
namespace {

using order::Background;
using order::Format;
using order::ImageOrder;
using order::Quality;

constexpr std::size_t name_characters_max = 256;
constexpr std::size_t end_user_characters_max = 2'000;

Result<void> read_names(json::Fields& fields, const ModelName& default_model, ImageOrder& order) {
    TRY(const auto model, fields.text("model", name_characters_max));
    order.model = model ? ModelName(*model) : default_model;
    TRY(const auto user, fields.text("user", end_user_characters_max));
    TRY(const auto identifier, fields.text("safety_identifier", end_user_characters_max));
    order.end_user = identifier && !identifier->empty() ? *identifier : user.value_or("");
    return {};
}

Result<void> read_shape(json::Fields& fields, ImageOrder& order) {
    TRY(const auto n, fields.integer("n", 1, 10));
    order.count = static_cast<int>(n.value_or(1));
    TRY(const auto size, fields.text("size", name_characters_max));
    if (size) {
        TRY(order.size, order::parse_size(*size));
    }
    constexpr Quality qualities[] = {Quality::automatic, Quality::low,   Quality::medium,
                                     Quality::high,      Quality::xhigh, Quality::max,
                                     Quality::standard,  Quality::hd};
    TRY(const auto quality, fields.choice("quality", {"auto", "low", "medium", "high", "xhigh",
                                                      "max", "standard", "hd"}));
    if (quality) order.quality = qualities[*quality];
    TRY(const auto style, fields.choice("style", {"vivid", "natural"}));
    if (style) order.style = *style == 0 ? "vivid" : "natural";
    return {};
}

Result<void> read_format(json::Fields& fields, ImageOrder& order, Warnings& warnings) {
    constexpr Format formats[] = {Format::png, Format::jpeg, Format::webp};
    TRY(const auto format, fields.choice("output_format", {"png", "jpeg", "webp", "gif", "svg"}));
    if (format && *format < std::size(formats)) order.format = formats[*format];
    if (format && *format >= std::size(formats)) {
        order.format = Format::png;
        CHECK_OK(warnings.cannot("output_format", *format == 3 ? "gif" : "svg", "png",
                                 "'png', 'jpeg', 'webp'"));
    }
    TRY(const auto compression, fields.integer("output_compression", 0, 100));
    const bool lossy = order.format && *order.format != Format::png;
    if (compression && lossy) order.compression = static_cast<int>(*compression);
    if (compression && !lossy && *compression != 100)
        return warnings.cannot("output_compression", std::to_string(*compression), "",
                               "only with output_format 'jpeg' or 'webp'");
    return {};
}

Result<void> read_background(json::Fields& fields, ImageOrder& order) {
    constexpr Background backgrounds[] = {Background::automatic, Background::opaque,
                                          Background::transparent};
    TRY(const auto background, fields.choice("background", {"auto", "opaque", "transparent"}));
    if (background) order.background = backgrounds[*background];
    if (order.background == Background::transparent && order.format == Format::jpeg)
        return failed(fail(ErrorKind::invalid_value,
                           "A transparent background needs 'output_format' 'png' or 'webp'.")
                          .on("background"));
    return {};
}

Result<void> read_sampling(json::Fields& fields, ImageOrder& order) {
    TRY(const auto negative, fields.text("negative_prompt", prompt_characters_max));
    order.negative = negative.value_or("");
    TRY(order.seed, fields.unsigned_integer("seed"));
    TRY(const auto steps, fields.integer("steps", 1, 1000));
    if (steps) order.steps = static_cast<int>(*steps);
    TRY(order.guidance, fields.number("guidance", 0, 100));
    return {};
}

}  // namespace

Result<void> read_order(json::Fields& fields, const ModelName& default_model, ImageOrder& order,
                        Warnings& warnings) {
    CHECK_OK(read_names(fields, default_model, order));
    CHECK_OK(read_shape(fields, order));
    CHECK_OK(read_format(fields, order, warnings));
    CHECK_OK(read_background(fields, order));
    return read_sampling(fields, order);
}

}  // namespace easel::fronts::openai
