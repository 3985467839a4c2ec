#include "fronts/openai/chat/side_tasks.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace easel::fronts::openai {
namespace {

// All of `words` must stand in the text (ASCII case aside) for the rule to hold.
struct Rule {
    std::array<std::string_view, 3> words;
    std::string_view reply;
};

constexpr std::string_view title_json = R"({"title": "Image"})";

// Open WebUI begins every such template with this line and wants JSON back.
constexpr std::string_view open_webui_mark = "### task:";
constexpr Rule open_webui[] = {
    {{"follow_ups"}, R"({"follow_ups": []})"}, {{"follow-up"}, R"({"follow_ups": []})"},
    {{"\"tags\""}, R"({"tags": ["Image"]})"},  {{"tags"}, R"({"tags": ["Image"]})"},
    {{"\"queries\""}, R"({"queries": []})"},   {{"autocomplet"}, R"({"text": ""})"},
    {{"emoji", "title"}, title_json},          {{"title"}, title_json},
    {{"search quer"}, R"({"queries": []})"},
};

constexpr Rule others[] = {
    {{"title", "conversation", "word"}, "Image"},
    {{"title", "conversation", "characters"}, "Image"},
    {{"title", "summariz", "chat"}, "Image"},
    {{"professional conversation summar"}, "Image"},
    {{"标题", "对话", "字"}, "绘图"},
    {{"标题", "会话", "字"}, "绘图"},
    {{"四到五个字", "主题"}, "绘图"},
};

bool holds(const Rule& rule, std::string_view text) {
    return std::ranges::all_of(rule.words,
                               [&](std::string_view word) { return text.contains(word); });
}

template <std::size_t N>
std::optional<std::string> first_match(const Rule (&rules)[N], std::string_view text) {
    for (const Rule& rule : rules)
        if (holds(rule, text)) return std::string(rule.reply);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> canned_reply(std::string_view prompt, std::string_view instructions) {
    for (const std::string_view text : {prompt, instructions}) {
        const std::string lower = to_lower(trim(text));
        if (lower.starts_with(open_webui_mark)) {
            if (auto reply = first_match(open_webui, lower)) return reply;
        }
        if (auto reply = first_match(others, lower)) return reply;
    }
    return std::nullopt;
}

}  // namespace easel::fronts::openai
