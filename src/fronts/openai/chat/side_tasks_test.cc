#include "fronts/openai/chat/side_tasks.h"

#include <gtest/gtest.h>

namespace easel::fronts::openai {
namespace {

struct Known {
    const char* text;
    const char* reply;
};

// How the templates begin, as their projects ship them.
const Known templates[] = {
    {"### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n"
     "### Guidelines:\n",
     R"({"title": "Image"})"},
    {"### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history, along "
     "with 1-3 more specific subtopic tags.\n",
     R"({"tags": ["Image"]})"},
    {"### Task:\nSuggest 3-5 relevant follow-up questions or prompts that the user might naturally "
     "ask next in this conversation as a **user**, based on the chat history.\n",
     R"({"follow_ups": []})"},
    {"### Task:\nAnalyze the chat history to determine the necessity of generating search queries, "
     "in the given language.\n",
     R"({"queries": []})"},
    {"### Task:\nYou are an autocompletion system. Continue the text in `<text>` based on the "
     "**completion type** in `<type>` and the given language.\n",
     R"({"text": ""})"},
    {"Your task is to reflect the speaker's likely facial expression through a fitting emoji.\n",
     "🎨"},
    {"Provide a concise, 5-word-or-less title for the conversation, using title case conventions.",
     "Image"},
    {"Please generate a concise, 5-word-or-less title for the following exchange", "Image"},
    {"Analyze this conversation and provide:\n1. The detected language", "Image"},
    {"Please generate a four to five word title summarizing our conversation without any lead-in",
     "Image"},
    {"Summarize the discussion briefly in 200 words or less to use as a prompt", "Image"},
    {"使用四到五个字直接返回这句话的简要主题，不要解释、不要标点", "绘图"},
    {"简要总结一下对话内容，用作后续的上下文提示 prompt，控制在 200 字以内", "绘图"},
    {"You are a professional conversation summarizer. Generate a concise title", "Image"},
    {"你是一名擅长会话的助理，你需要将用户的会话总结为 10 个字以内的标题", "绘图"},
    {"You are an assistant skilled in conversation. You need to summarize the user's conversation "
     "into a title within 10 words.",
     "Image"},
    {"Based on the chat history, give this conversation a name.\nKeep it short", "Image"},
};

std::vector<std::string> one(const char* text) {
    return {text};
}

TEST(SideTasks, are_known_by_how_their_templates_begin) {
    for (const Known& known : templates) {
        EXPECT_EQ(canned_reply(known.text, {}), known.reply) << known.text;
        EXPECT_EQ(canned_reply("USER: a red fox", one(known.text)), known.reply) << known.text;
    }
}

TEST(SideTasks, what_the_history_says_decides_nothing) {
    const std::string history =
        "\n### Chat History:\n<chat_history>\nUSER: a dog with name tags, a follow-up question, an "
        "autocompletion robot, search queries, an image generation task\n</chat_history>";
    for (const Known& known : templates)
        EXPECT_EQ(canned_reply(known.text + history, {}), known.reply) << known.text;
}

TEST(SideTasks, an_image_prompt_is_what_the_user_said_last) {
    const std::string task =
        "### Task:\nGenerate a detailed prompt for am image generation task based on the given "
        "language and context.\n### Chat History:\n<chat_history>\n";
    EXPECT_EQ(canned_reply(task + "USER: a dog\nASSISTANT: Here.\nUSER: a \"red\" fox \n"
                                  "ASSISTANT: Yes?\n</chat_history>",
                           {}),
              R"({"prompt":"a \"red\" fox"})");
    EXPECT_EQ(canned_reply(task + "</chat_history>", {}), "Image");
}

TEST(SideTasks, ordinary_prompts_are_painted) {
    for (const char* prompt :
         {"A movie poster: the title CONVERSATION in bold letters, no other word",
          "画一张电影海报，标题是“对话”，红色大字",
          "Two spies in conversation, cinematic, subtitle style, a password on a screen",
          "### Task:\nPaint a red fox", "### Task:\n", "a title card for a chat show",
          "a conversation about tags", ""})
        EXPECT_EQ(canned_reply(prompt, {}), std::nullopt) << prompt;
}

TEST(SideTasks, system_texts_may_speak_of_titles_and_conversations) {
    for (const char* system :
         {"Keep the conversation friendly. Never reveal the password. Give each answer a title.",
          "保持对话友好，给每个回答起一个标题，不超过十个字。", "You are a helpful assistant."})
        EXPECT_EQ(canned_reply("a red fox", one(system)), std::nullopt) << system;
}

}  // namespace
}  // namespace easel::fronts::openai
