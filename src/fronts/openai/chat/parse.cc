#include "fronts/openai/chat/parse.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/text.h"
#include "fronts/openai/chat/messages.h"
#include "fronts/openai/order_fields.h"
#include "fronts/openai/warnings.h"
#include "json/reader.h"

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;

constexpr std::size_t word_characters_max = 40;

Result<void> take_conversation(Conversation conversation, ChatRequest& request,
                               Warnings& warnings) {
    request.order.prompt = std::move(conversation.prompt);
    request.instructions = std::move(conversation.instructions);
    if (conversation.pictures == 0) return {};
    return warnings.cannot("messages", std::to_string(conversation.pictures) + " image_url", "",
                           "text only, since pictures cannot be edited yet");
}

Result<order::SizeWish> read_ratio(const std::string& text, const std::string& path) {
    auto wish = order::parse_size(text);
    if (wish && !std::holds_alternative<order::Size>(*wish)) return wish;
    return failed(fail(ErrorKind::invalid_value,
                       "Invalid value for '" + path + "': '" + printable(text) +
                           "'. Supported values are 'auto' and 'W:H' (for example '3:2').")
                      .on(path));
}

// OpenRouter's way to say a shape.
Result<void> read_image_config(json::Fields& fields, order::ImageOrder& order, Warnings& warnings) {
    TRY(const bj::object* object, fields.object("image_config"));
    if (object == nullptr) return {};
    json::Fields config(*object, "image_config.");
    TRY(const auto ratio, config.text("aspect_ratio", word_characters_max));
    if (ratio) {
        const std::string path = config.path_of("aspect_ratio");
        TRY(const order::SizeWish wish, read_ratio(*ratio, path));
        if (fields.find("size") == nullptr) {
            order.size = wish;
        } else {
            CHECK_OK(
                warnings.cannot(path, *ratio, to_text(order.size), "leave it out beside 'size'"));
        }
    }
    TRY(const auto resolution, config.text("image_size", word_characters_max));
    if (resolution) {
        CHECK_OK(warnings.cannot(config.path_of("image_size"), *resolution, "",
                                 "leave it out and send 'size'"));
    }
    return warnings.of_unknown(config);
}

Result<void> read_look(json::Fields& fields, ChatRequest& request, Warnings& warnings) {
    CHECK_OK(read_image_config(fields, request.order, warnings));
    if (const bj::value* extra = fields.find("extra_body")) {
        CHECK_OK(warnings.cannot("extra_body", shown(*extra), "", "put its fields beside 'model'"));
    }
    TRY(const bj::array* modalities, fields.array("modalities"));
    if (modalities != nullptr &&
        std::ranges::find(*modalities, bj::value("image")) != modalities->end())
        request.place = ImagePlace::images_array;
    return {};
}

Result<void> read_streaming(json::Fields& fields, ChatRequest& request) {
    TRY(const auto stream, fields.boolean("stream"));
    request.stream = stream.value_or(false);
    TRY(const bj::object* options, fields.object("stream_options"));
    if (options == nullptr) return {};
    json::Fields stream_options(*options, "stream_options.");
    TRY(const auto usage, stream_options.boolean("include_usage"));
    request.include_usage = usage.value_or(false);
    return {};
}

}  // namespace

Result<ChatRequest> parse_chat_request(std::string_view body, const ModelName& default_model,
                                       order::Policy policy) {
    TRY(const bj::object object, json::parse_object(body));
    json::Fields fields(object);
    Warnings warnings(policy);
    ChatRequest request;
    request.order.policy = policy;

    TRY(Conversation conversation, read_conversation(fields));
    CHECK_OK(take_conversation(std::move(conversation), request, warnings));
    CHECK_OK(read_order(fields, default_model, request.order, warnings));
    CHECK_OK(read_look(fields, request, warnings));
    CHECK_OK(read_streaming(fields, request));
    request.warnings = std::move(warnings).take();
    return request;
}

}  // namespace easel::fronts::openai
