#include "fronts/openai/chat/parse.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>

#include "json/fields.h"
#include "json/reader.h"

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;
using order::Policy;

constexpr std::size_t text_characters_max =
    1'000'000;  // of one message: whole documents are pasted
constexpr std::size_t prompt_characters_max = 32'000;
constexpr std::size_t messages_max = 2'000;

// One message: what is said, and how many pictures are shown.
struct Message {
    std::string role;
    std::string text;
    std::size_t pictures = 0;
};

Result<void> read_part(const bj::value& part, const std::string& path, Message& message) {
    if (!part.is_object())
        return failed(
            fail(ErrorKind::invalid_type, "Invalid type for '" + path + "': expected an object.")
                .on(path));
    json::Fields fields(part.as_object(), path + ".");
    TRY(const auto type,
        fields.choice("type", {"text", "image_url", "input_audio", "file", "refusal"}));
    if (!type)
        return failed(
            fail(ErrorKind::missing_parameter, "Missing required parameter: '" + path + ".type'.")
                .on(path + ".type"));
    if (*type == 0) {
        TRY(const auto text, fields.text("text", text_characters_max));
        if (text) message.text += (message.text.empty() ? "" : "\n") + *text;
    }
    if (*type == 1) ++message.pictures;
    if (*type == 2 || *type == 3)
        return failed(fail(ErrorKind::invalid_value, "Invalid value for '" + path +
                                                         ".type': an image model takes 'text' and "
                                                         "'image_url' parts.")
                          .on(path + ".type"));
    return {};
}

Result<Message> read_message(const bj::value& value, const std::string& path) {
    if (!value.is_object())
        return failed(
            fail(ErrorKind::invalid_type, "Invalid type for '" + path + "': expected an object.")
                .on(path));
    json::Fields fields(value.as_object(), path + ".");
    Message message;
    constexpr std::string_view roles[] = {"developer", "system", "user",
                                          "assistant", "tool",   "function"};
    TRY(const auto role, fields.text("role", 20));
    if (!role || std::ranges::find(roles, *role) == std::end(roles))
        return failed(fail(ErrorKind::invalid_value,
                           "Invalid value for '" + path +
                               ".role'. Supported values are: 'developer', "
                               "'system', 'user', 'assistant', 'tool', and 'function'.")
                          .on(path + ".role"));
    message.role = *role;

    const bj::value* content = fields.find("content");
    if (content == nullptr) return message;
    if (content->is_string()) {
        TRY(const auto text, fields.text("content", text_characters_max));
        message.text = text.value_or("");
        return message;
    }
    TRY(const bj::array* parts, fields.array("content"));
    for (std::size_t i = 0; i < parts->size(); ++i)
        CHECK_OK(read_part((*parts)[i], path + ".content[" + std::to_string(i) + "]", message));
    return message;
}

Result<std::vector<Message>> read_messages(json::Fields& fields) {
    TRY(const bj::array* array, fields.array("messages"));
    if (array == nullptr)
        return failed(fail(ErrorKind::missing_parameter, "Missing required parameter: 'messages'.")
                          .on("messages"));
    if (array->empty() || array->size() > messages_max)
        return failed(
            fail(ErrorKind::invalid_value,
                 "Invalid 'messages': expected 1 to " + std::to_string(messages_max) + " messages.")
                .on("messages"));
    std::vector<Message> messages;
    for (std::size_t i = 0; i < array->size(); ++i) {
        TRY(Message message, read_message((*array)[i], "messages[" + std::to_string(i) + "]"));
        messages.push_back(std::move(message));
    }
    return messages;
}

Result<void> take_prompt(const std::vector<Message>& messages, ChatRequest& request) {
    const auto last = std::find_if(messages.rbegin(), messages.rend(),
                                   [](const Message& m) { return m.role == "user"; });
    if (last == messages.rend() || last->text.find_first_not_of(" \t\r\n") == std::string::npos)
        return failed(fail(ErrorKind::missing_parameter,
                           "Missing required parameter: 'messages' holds no user text to paint.")
                          .on("messages"));
    request.order.prompt = last->text;
    for (const Message& message : messages)
        if (message.role == "system" || message.role == "developer")
            request.instructions += message.text + '\n';

    if (last->pictures == 0) return {};
    if (request.order.policy == Policy::strict)
        return failed(
            fail(ErrorKind::invalid_value, "Editing pictures is not supported yet: send text only.")
                .on("messages"));
    request.warnings.push_back({"messages", std::to_string(last->pictures) + " image_url", ""});
    return {};
}

Result<void> read_image_fields(json::Fields& fields, ChatRequest& request) {
    TRY(const auto n, fields.integer("n", 1, 10));
    request.order.count = static_cast<int>(n.value_or(1));
    TRY(request.order.seed, fields.unsigned_integer("seed"));
    TRY(const auto size, fields.text("size", 40));
    if (size) {
        TRY(request.order.size, order::parse_size(*size));
    }
    TRY(const bj::object* image, fields.object("image_config"));
    if (image != nullptr) {
        json::Fields config(*image, "image_config.");
        TRY(const auto ratio, config.text("aspect_ratio", 40));
        if (ratio && !size) {
            TRY(request.order.size, order::parse_size(*ratio));
        }
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
                                       Policy policy) {
    TRY(const bj::object object, json::parse_object(body));
    json::Fields fields(object);
    ChatRequest request;
    request.order.policy = policy;
    TRY(const auto model, fields.text("model", 256));
    request.order.model = model ? ModelName(*model) : default_model;
    TRY(const auto messages, read_messages(fields));
    CHECK_OK(take_prompt(messages, request));
    CHECK_OK(read_image_fields(fields, request));
    CHECK_OK(read_streaming(fields, request));
    return request;
}

}  // namespace easel::fronts::openai
