#include "fronts/openai/chat/messages.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "fronts/openai/prompt.h"

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;

constexpr std::size_t text_characters_max = 1'000'000;  // whole documents are pasted into messages
constexpr std::size_t messages_max = 2'000;

enum class Care {
    whole,   ///< every part must be understood
    lenient  ///< what is not understood is passed over
};

struct Content {
    std::string text;
    std::size_t pictures = 0;
};

Error not_an_object(const std::string& path) {
    return fail(ErrorKind::invalid_type, "Invalid type for '" + path + "': expected an object.")
        .on(path);
}

Result<void> read_text(json::Fields& part, Content& content) {
    TRY(const auto text, part.text("text", text_characters_max));
    if (text) content.text += (content.text.empty() ? "" : "\n") + *text;
    return {};
}

// `{"url": …}`, or the bare address that some clients send.
Result<void> read_picture(json::Fields& part, Content& content) {
    const auto* value = part.find("image_url");
    if (value == nullptr || !value->is_string()) {
        TRY(const bj::object* picture, part.object("image_url"));
        if (picture == nullptr || !picture->contains("url"))
            return failed(
                fail(ErrorKind::missing_parameter,
                     "Missing required parameter: '" + part.path_of("image_url.url") + "'.")
                    .on(part.path_of("image_url.url")));
        json::Fields inner(*picture, part.path_of("image_url."));
        TRY(const auto address, inner.text("url", std::string::npos));
    }
    ++content.pictures;
    return {};
}

Result<void> read_part(const bj::value& part, const std::string& path, Content& content) {
    if (!part.is_object()) return failed(not_an_object(path));
    json::Fields fields(part.as_object(), path + ".");
    TRY(const auto type, fields.choice("type", {"text", "image_url"}));
    if (!type)
        return failed(
            fail(ErrorKind::missing_parameter, "Missing required parameter: '" + path + ".type'.")
                .on(path + ".type"));
    return *type == 0 ? read_text(fields, content) : read_picture(fields, content);
}

Result<Content> read_content(json::Fields& message, Care care) {
    Content content;
    const bj::value* value = message.find("content");
    if (value == nullptr) return content;
    if (value->is_string()) {
        TRY(auto text, message.text("content", text_characters_max));
        content.text = std::move(text).value_or("");
        return content;
    }
    if (!value->is_array())
        return failed(message.wrong_type("content", "a string or array", *value));
    const bj::array& parts = value->get_array();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string path = message.path_of("content[" + std::to_string(i) + "]");
        auto read = read_part(parts[i], path, content);
        if (!read && care == Care::whole) return failed(std::move(read).error());
    }
    return content;
}

Result<std::string> read_role(json::Fields& message) {
    TRY(const auto role,
        message.choice("role", {"developer", "system", "user", "assistant", "tool", "function"}));
    if (!role)
        return failed(fail(ErrorKind::missing_parameter,
                           "Missing required parameter: '" + message.path_of("role") + "'.")
                          .on(message.path_of("role")));
    const bj::value* name = message.find("role");
    return std::string(name->get_string());
}

struct Message {
    json::Fields fields;
    std::string role;
};

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
        const std::string path = "messages[" + std::to_string(i) + "]";
        const bj::value& value = (*array)[i];
        if (!value.is_object()) return failed(not_an_object(path));
        json::Fields message(value.get_object(), path + ".");
        TRY(std::string role, read_role(message));
        messages.push_back({std::move(message), std::move(role)});
    }
    return messages;
}

}  // namespace

Result<Conversation> read_conversation(json::Fields& fields) {
    TRY(std::vector<Message> messages, read_messages(fields));
    const auto last = std::ranges::find(messages.rbegin(), messages.rend(), "user", &Message::role);
    Conversation conversation;
    std::optional<std::string> prompt;
    for (Message& message : messages) {
        const bool to_paint = last != messages.rend() && &message == &*last;
        TRY(Content content, read_content(message.fields, to_paint ? Care::whole : Care::lenient));
        if (message.role == "user") conversation.pictures += content.pictures;
        if (message.role == "system" || message.role == "developer")
            conversation.instructions.push_back(std::move(content.text));
        else if (to_paint && !content.text.empty())
            prompt = std::move(content.text);
    }
    if (!prompt)
        return failed(fail(ErrorKind::missing_parameter,
                           "Missing required parameter: 'messages' holds no user text to paint.")
                          .on("messages"));
    TRY(conversation.prompt, check_prompt(std::move(prompt), fields, "messages"));
    return conversation;
}

}  // namespace easel::fronts::openai
