#include "fronts/openai/chat/side_tasks.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace easel::fronts::openai {
namespace {

// Templates say what they want in their first words.
constexpr std::size_t opening_bytes = 120;

struct Opening {
    std::string_view words;  ///< lower case
    std::string_view reply;
};
constexpr Opening openings[] = {
    // Open WebUI
    {"your task is to reflect the speaker's likely facial expression", "🎨"},
    // LibreChat
    {"5-word-or-less title for the", "Image"},
    {"write a concise title for this conversation in the given language", "Image"},
    {"please generate a concise title (max 40 characters) for a conversation", "Image"},
    {"analyze this conversation and provide", "Image"},
    // NextChat and what descends from it
    {"please generate a four to five word title", "Image"},
    {"summarize the discussion briefly in 200 words", "Image"},
    {"使用四到五个字直接返回", "绘图"},
    {"简要总结一下对话内容，用作后续的上下文提示", "绘图"},
    // LobeChat
    {"you are a professional conversation summar", "Image"},
    {"你是一名擅长会话的助理，你需要将用户的会话总结", "绘图"},
    // Cherry Studio
    {"you are an assistant skilled in conversation. you need to summarize", "Image"},
    // Chatbox
    {"based on the chat history, give this conversation a", "Image"},
};

// Open WebUI begins its other templates with this line; the next one says the task. All of `words`
// must stand there; the first rule that holds decides.
constexpr std::string_view task_mark = "### task:";
struct Task {
    std::array<std::string_view, 2> words;
    std::string_view reply;
};
constexpr Task tasks[] = {
    {{"autocompletion"}, R"({"text": ""})"},
    {{"follow-up", "question"}, R"({"follow_ups": []})"},
    {{"tags", "chat"}, R"({"tags": ["Image"]})"},
    {{"quer", "search"}, R"({"queries": []})"},
    {{"title", "chat"}, R"({"title": "Image"})"},
};
constexpr std::string_view image_prompt_task = "image generation task";

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

// The image prompt that Open WebUI wants written: what the user said last, in his own words.
std::string image_prompt(std::string_view history) {
    constexpr std::string_view mark = "\nUSER: ";
    const std::size_t said = history.rfind(mark);
    if (said == std::string_view::npos) return "Image";
    boost::json::object reply;
    reply["prompt"] = boost::json::string(trim(first_line(history.substr(said + mark.size()))));
    return boost::json::serialize(reply);
}

std::optional<std::string> open_webui_reply(std::string_view text) {
    const std::string task = to_lower(first_line(trim(text.substr(task_mark.size()))));
    const auto stands_there = [&](std::string_view word) { return task.contains(word); };
    const auto* rule = std::ranges::find_if(
        tasks, [&](const Task& t) { return std::ranges::all_of(t.words, stands_there); });
    if (rule != std::end(tasks)) return std::string(rule->reply);
    if (stands_there(image_prompt_task)) return image_prompt(text);
    return std::nullopt;
}

std::optional<std::string> reply_to(std::string_view whole) {
    const std::string_view text = trim(whole);
    const std::string opening = to_lower(utf8_prefix(text, opening_bytes));
    if (opening.starts_with(task_mark)) return open_webui_reply(text);
    const auto* known =
        std::ranges::find_if(openings, [&](const Opening& o) { return opening.contains(o.words); });
    if (known == std::end(openings)) return std::nullopt;
    return std::string(known->reply);
}

}  // namespace

std::optional<std::string> canned_reply(std::string_view prompt,
                                        std::span<const std::string> instructions) {
    auto reply = reply_to(prompt);
    for (auto text = instructions.begin(); !reply && text != instructions.end(); ++text)
        reply = reply_to(*text);
    return reply;
}

}  // namespace easel::fronts::openai
