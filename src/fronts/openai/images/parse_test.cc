#include "fronts/openai/images/parse.h"

#include <gtest/gtest.h>

namespace easel::fronts::openai {
namespace {

using order::Policy;

Result<ImageRequest> parse(const std::string& fields, Policy policy = Policy::lenient) {
    return parse_image_request(R"({"prompt":"a red fox")" + fields + "}", ModelName("m"), policy);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    while (times-- > 0)
        out += text;
    return out;
}

TEST(ParseImages, reads_every_field_of_an_order) {
    const auto request = parse(
        R"(,"model":"x","n":3,"size":"3:2","quality":"hd","style":"vivid","output_format":"webp",
            "output_compression":40,"background":"transparent","response_format":"b64_json",
            "negative_prompt":"blur","seed":18446744073709551615,"steps":20,"guidance":7.5,
            "user":"ann","safety_identifier":"")");
    ASSERT_TRUE(request) << request.error().message;
    const order::ImageOrder& order = request->order;
    EXPECT_EQ(order.model, ModelName("x"));
    EXPECT_EQ(order.count, 3);
    EXPECT_EQ(order.size, order::SizeWish(order::Ratio{3, 2}));
    EXPECT_EQ(order.quality, order::Quality::hd);
    EXPECT_EQ(order.style, "vivid");
    EXPECT_EQ(order.format, order::Format::webp);
    EXPECT_EQ(order.compression, 40);
    EXPECT_EQ(order.background, order::Background::transparent);
    EXPECT_EQ(request->delivery, catalog::Delivery::b64_json);
    EXPECT_EQ(order.negative, "blur");
    EXPECT_EQ(order.seed, 18446744073709551615U);
    EXPECT_EQ(order.steps, 20);
    EXPECT_EQ(order.guidance, 7.5);
    EXPECT_EQ(order.end_user, "ann") << "an empty safety_identifier gives way to user";
    EXPECT_TRUE(request->warnings.empty());
}

struct Refusal {
    const char* what;
    std::string fields;
    ErrorKind kind;
    const char* param;
};

TEST(ParseImages, refuses_what_is_not_legal_and_names_the_field) {
    using enum ErrorKind;
    const Refusal cases[] = {
        {"count", R"(,"n":0)", integer_below_min, "n"},
        {"count beyond 64 bits", R"(,"n":100000000000000000000)", integer_above_max, "n"},
        {"size", R"(,"size":"1024X1024")", invalid_value, "size"},
        {"format", R"(,"output_format":"jpg")", invalid_value, "output_format"},
        {"compression", R"(,"output_compression":101)", integer_above_max, "output_compression"},
        {"clear jpeg", R"(,"background":"transparent","output_format":"jpeg")", invalid_value,
         "background"},
        {"seed", R"(,"seed":-1)", integer_below_min, "seed"},
        {"user", R"(,"user":5)", invalid_type, "user"},
        {"stream", R"(,"stream":true)", invalid_value, "stream"},
        {"partial images", R"(,"partial_images":4)", integer_above_max, "partial_images"},
        {"complexity", R"(,"complexity":"none")", invalid_value, "complexity"},
    };
    for (const Refusal& c : cases) {
        const auto request = parse(c.fields);
        ASSERT_FALSE(request) << c.what;
        EXPECT_EQ(request.error().kind, c.kind) << c.what;
        EXPECT_EQ(request.error().param, c.param) << c.what;
    }
}

TEST(ParseImages, wants_a_prompt_that_shows_something) {
    const auto prompt = [](const std::string& json) {
        return parse_image_request(R"({"prompt":)" + json + "}", ModelName("m"), Policy::lenient);
    };
    using enum ErrorKind;
    const std::pair<std::string, ErrorKind> cases[] = {
        {"null", missing_parameter},
        {"5", invalid_type},
        {R"("")", empty_string},
        {R"(" \t\r\n")", empty_string},
        {R"("\u3000\u200b\ufeff\u00a0")", empty_string},
        {'"' + repeated("🦊", 32'001) + '"', string_too_long},
    };
    for (const auto& [json, kind] : cases) {
        const auto request = prompt(json);
        ASSERT_FALSE(request) << json.substr(0, 40);
        EXPECT_EQ(request.error().kind, kind) << json.substr(0, 40);
        EXPECT_EQ(request.error().param, "prompt");
    }
    EXPECT_TRUE(prompt('"' + repeated("🦊", 32'000) + '"'));
    EXPECT_TRUE(prompt(R"("\u3000画\u200b")"));
}

struct Adapted {
    const char* fields;
    order::Warning warning;
};

TEST(ParseImages, what_easel_cannot_do_is_a_warning_or_with_strictness_a_refusal) {
    const Adapted cases[] = {
        {R"(,"output_format":"gif")", {"output_format", "gif", "png"}},
        {R"(,"output_format":"svg")", {"output_format", "svg", "png"}},
        {R"(,"complexity":"high")", {"complexity", "high", ""}},
        {R"(,"moderation":"low")", {"moderation", "low", "auto"}},
        {R"(,"frame_count":4)", {"frame_count", "4", "1"}},
        {R"(,"partial_images":2)", {"partial_images", "2", "0"}},
        {R"(,"output_compression":40)", {"output_compression", "40", ""}},
        {R"(,"svg":{"model":"x"})", {"svg", R"({"model":"x"})", ""}},
        {R"(,"sampler":"x")", {"sampler", R"("x")", ""}},
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
    EXPECT_EQ(parse(R"(,"output_format":"gif")")->order.format, order::Format::png);
    EXPECT_EQ(parse(R"(,"sampler":1)", Policy::strict).error().kind, ErrorKind::unknown_parameter);
    EXPECT_TRUE(parse(R"(,"sampler":null)", Policy::strict)) << "null is as good as absent";
}

TEST(ParseImages, thousands_of_unknown_fields_make_a_bounded_list) {
    std::string fields;
    for (int i = 0; i < 9'000; ++i)
        fields += ",\"k" + std::to_string(i) + "\":0";
    const auto request = parse(fields);
    ASSERT_TRUE(request);
    ASSERT_EQ(request->warnings.size(), 51U);
    EXPECT_EQ(request->warnings.back().asked, "and 8950 more");
}

TEST(ParseImages, a_long_name_of_the_callers_own_user_is_no_reason_to_refuse) {
    EXPECT_TRUE(parse(R"(,"user":")" + repeated("u", 2'000) + '"'));
    EXPECT_FALSE(parse(R"(,"user":")" + repeated("u", 2'001) + '"'));
}

}  // namespace
}  // namespace easel::fronts::openai
