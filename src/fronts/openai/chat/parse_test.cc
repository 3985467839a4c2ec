#include "fronts/openai/chat/parse.h"

#include <gtest/gtest.h>

namespace easel::fronts::openai {
namespace {

using order::Policy;

Result<ChatRequest> parse_messages(const std::string& messages, Policy policy = Policy::lenient) {
    return parse_chat_request(R"({"messages":)" + messages + "}", ModelName("m"), policy);
}

Result<ChatRequest> parse(const std::string& fields, Policy policy = Policy::lenient) {
    return parse_chat_request(
        R"({"messages":[{"role":"user","content":"a red fox"}])" + fields + "}", ModelName("m"),
        policy);
}

TEST(ParseChat, paints_the_text_of_the_last_user_message) {
    const auto request = parse_messages(
        R"([{"role":"system","content":"be kind"},{"role":"user","content":"a dog"},
            {"role":"assistant","content":null},
            {"role":"user","content":[{"type":"text","text":"a fox"},{"type":"text","text":"in snow"}]},
            {"role":"developer","content":[{"type":"text","text":"be brief"}]}])");
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_EQ(request->order.prompt, "a fox\nin snow");
    EXPECT_EQ(request->instructions, (std::vector<std::string>{"be kind", "be brief"}));
    EXPECT_TRUE(request->warnings.empty());
}

struct Refusal {
    const char* messages;
    ErrorKind kind;
    const char* param;
};

TEST(ParseChat, refuses_conversations_that_say_nothing_to_paint) {
    using enum ErrorKind;
    const Refusal cases[] = {
        {"null", missing_parameter, "messages"},
        {"[]", invalid_value, "messages"},
        {R"("x")", invalid_type, "messages"},
        {"[5]", invalid_type, "messages[0]"},
        {R"([{"content":"x"}])", missing_parameter, "messages[0].role"},
        {R"([{"role":"nobody","content":"x"}])", invalid_value, "messages[0].role"},
        {R"([{"role":"system","content":"x"}])", missing_parameter, "messages"},
        {R"([{"role":"user","content":""}])", missing_parameter, "messages"},
        {R"([{"role":"user","content":"\u3000\u200b"}])", empty_string, "messages"},
        {R"([{"role":"user","content":5}])", invalid_type, "messages[0].content"},
        {R"([{"role":"user","content":["x"]}])", invalid_type, "messages[0].content[0]"},
        {R"([{"role":"user","content":[{"text":"x"}]}])", missing_parameter,
         "messages[0].content[0].type"},
        {R"([{"role":"user","content":[{"type":"input_audio"}]}])", invalid_value,
         "messages[0].content[0].type"},
        {R"([{"role":"user","content":[{"type":"image_url","image_url":5}]}])", invalid_type,
         "messages[0].content[0].image_url"},
        {R"([{"role":"user","content":[{"type":"image_url","image_url":{}}]}])", missing_parameter,
         "messages[0].content[0].image_url.url"},
        {R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":5}}]}])",
         invalid_type, "messages[0].content[0].image_url.url"},
    };
    for (const Refusal& c : cases) {
        const auto request = parse_messages(c.messages);
        ASSERT_FALSE(request) << c.messages;
        EXPECT_EQ(request.error().kind, c.kind) << c.messages;
        EXPECT_EQ(request.error().param, c.param) << c.messages;
    }
}

TEST(ParseChat, messages_name_only_what_would_be_right) {
    const auto audio =
        parse_messages(R"([{"role":"user","content":[{"type":"input_audio"}]}])").error();
    EXPECT_TRUE(audio.message.ends_with("Supported values are: 'text', 'image_url'."));
    const auto number = parse_messages(R"([{"role":"user","content":5}])").error();
    EXPECT_TRUE(number.message.contains("expected a string or array"));
}

TEST(ParseChat, replayed_messages_are_not_judged) {
    const auto request = parse_messages(
        R"([{"role":"user","content":[{"type":"file","file":{}},{"type":"text","text":"x"}]},
            {"role":"assistant","content":[{"type":"output_text","text":"y"},{"type":"refusal"},7]},
            {"role":"user","content":"a red fox"}])",
        Policy::strict);
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_EQ(request->order.prompt, "a red fox");
}

TEST(ParseChat, pictures_that_the_user_showed_are_not_dropped_in_silence) {
    const std::string histories[] = {
        R"([{"role":"user","content":[{"type":"text","text":"bluer"},
             {"type":"image_url","image_url":{"url":"data:image/png;base64,"}}]}])",
        R"([{"role":"user","content":[{"type":"image_url","image_url":"https://a.example/x.png"}]},
            {"role":"assistant","content":"nice"},{"role":"user","content":"bluer"}])"};
    for (const std::string& history : histories) {
        const auto lenient = parse_messages(history);
        ASSERT_TRUE(lenient) << lenient.error().message;
        ASSERT_EQ(lenient->warnings.size(), 1U);
        EXPECT_EQ(lenient->warnings[0].param, "messages");
        EXPECT_EQ(lenient->warnings[0].asked, "1 image_url");
        EXPECT_EQ(parse_messages(history, Policy::strict).error().param, "messages");
    }
}

TEST(ParseChat, the_prompt_has_the_bounds_of_an_order) {
    const auto said = [](std::size_t characters) {
        std::string text;
        for (std::size_t i = 0; i < characters; ++i)
            text += "画";
        return parse_messages(R"([{"role":"user","content":")" + text + R"("}])");
    };
    EXPECT_TRUE(said(32'000));
    const auto long_one = said(32'001);
    ASSERT_FALSE(long_one);
    EXPECT_EQ(long_one.error().kind, ErrorKind::string_too_long);
    EXPECT_EQ(long_one.error().param, "messages");
}

TEST(ParseChat, reads_what_an_image_request_may_say) {
    const auto request = parse(
        R"(,"model":"x","n":2,"size":"512x768","quality":"hd","output_format":"webp",
            "output_compression":40,"background":"opaque","negative_prompt":"blur","seed":7,
            "steps":20,"guidance":7.5,"user":"ann","stream":true,
            "stream_options":{"include_usage":true},"modalities":["text","image"])",
        Policy::strict);
    ASSERT_TRUE(request) << request.error().message;
    const order::ImageOrder& order = request->order;
    EXPECT_EQ(order.model, ModelName("x"));
    EXPECT_EQ(order.count, 2);
    EXPECT_EQ(order.size, order::SizeWish(order::Size{512, 768}));
    EXPECT_EQ(order.quality, order::Quality::hd);
    EXPECT_EQ(order.format, order::Format::webp);
    EXPECT_EQ(order.compression, 40);
    EXPECT_EQ(order.background, order::Background::opaque);
    EXPECT_EQ(order.negative, "blur");
    EXPECT_EQ(order.seed, 7U);
    EXPECT_EQ(order.steps, 20);
    EXPECT_EQ(order.guidance, 7.5);
    EXPECT_EQ(order.end_user, "ann");
    EXPECT_TRUE(request->stream);
    EXPECT_TRUE(request->include_usage);
    EXPECT_EQ(request->place, ImagePlace::images_array);
    EXPECT_EQ(parse(R"(,"user":5)").error().param, "user");
    EXPECT_EQ(parse(R"(,"seed":-1)").error().kind, ErrorKind::integer_below_min);
}

TEST(ParseChat, what_belongs_to_language_models_is_ignored_even_strictly) {
    const auto request = parse(
        R"(,"temperature":0.7,"top_p":1,"max_tokens":5,"tools":[],"response_format":{"type":"text"},
            "metadata":{"a":"b"},"reasoning_effort":"low","anything":1)",
        Policy::strict);
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_TRUE(request->warnings.empty());
}

TEST(ParseChat, takes_a_shape_from_image_config) {
    EXPECT_EQ(parse(R"(,"image_config":{"aspect_ratio":"16:9"})")->order.size,
              order::SizeWish(order::Ratio{16, 9}));
    EXPECT_EQ(parse(R"(,"image_config":{"aspect_ratio":"auto"})")->order.size,
              order::SizeWish(order::AutoSize()));
    for (const char* ratio : {"wide", "512x768", ""}) {
        const auto request =
            parse(R"(,"image_config":{"aspect_ratio":")" + std::string(ratio) + R"("})");
        ASSERT_FALSE(request) << ratio;
        EXPECT_EQ(request.error().param, "image_config.aspect_ratio");
    }
}

struct Adapted {
    const char* fields;
    order::Warning warning;
};

TEST(ParseChat, what_is_said_of_the_picture_and_not_done_is_a_warning_or_a_refusal) {
    const Adapted cases[] = {
        {R"(,"image_config":{"image_size":"4K"})", {"image_config.image_size", "4K", ""}},
        {R"(,"image_config":{"glow":1})", {"image_config.glow", "1", ""}},
        {R"(,"size":"512x768","image_config":{"aspect_ratio":"16:9"})",
         {"image_config.aspect_ratio", "16:9", "512x768"}},
        {R"(,"extra_body":{"size":"1:1"})", {"extra_body", R"({"size":"1:1"})", ""}},
        {R"(,"output_format":"gif")", {"output_format", "gif", "png"}},
    };
    for (const Adapted& c : cases) {
        const auto lenient = parse(c.fields);
        ASSERT_TRUE(lenient) << c.fields;
        ASSERT_EQ(lenient->warnings.size(), 1U) << c.fields;
        EXPECT_EQ(lenient->warnings[0].param, c.warning.param);
        EXPECT_EQ(lenient->warnings[0].asked, c.warning.asked);
        EXPECT_EQ(lenient->warnings[0].applied, c.warning.applied);
        const auto strict = parse(c.fields, Policy::strict);
        ASSERT_FALSE(strict) << c.fields;
        EXPECT_EQ(strict.error().param, c.warning.param);
    }
}

}  // namespace
}  // namespace easel::fronts::openai
