#include <gtest/gtest.h>

#include "json/fields.h"
#include "json/reader.h"

namespace easel::json {
namespace {

struct Bad {
    const char* what;
    std::string text;
    ErrorKind kind;
};

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
        out += piece;
    return out;
}

TEST(Reader, refuses_what_is_not_one_clean_document) {
    using enum ErrorKind;
    const Bad cases[] = {
        {"nothing", "", invalid_json},
        {"half an object", R"({"a":)", invalid_json},
        {"two documents", "{}{}", invalid_json},
        {"comment", "/*x*/{}", invalid_json},
        {"trailing comma", "[1,]", invalid_json},
        {"NaN", "[NaN]", invalid_json},
        {"broken UTF-8", "[\"\xFF\"]", invalid_utf8},
        {"byte order mark", "\xEF\xBB\xBF{}", invalid_utf8},
        {"lone surrogate", R"(["\ud800"])", invalid_utf8},
        {"surrogates in the wrong order", R"(["\udc00\ud800"])", invalid_utf8},
        {"NUL in a string", R"(["\u0000"])", invalid_utf8},
        {"NUL in a key", R"({"a\u0000":1})", invalid_utf8},
        {"same key twice", R"({"n":1,"n":10})", duplicate_json_key},
        {"same key twice inside", R"({"a":[{"n":1,"\u006e":2}]})", duplicate_json_key},
        {"depth 65", repeated("[", 65) + repeated("]", 65), json_too_deep},
        {"depth a million", repeated("[", 1'000'000), json_too_deep},
        {"too many items", '[' + repeated("0,", 100'000) + "0]", request_too_large},
        {"too many keys",
         [] {
             std::string text = "{";
             for (int i = 0; i < 100'001; ++i)
                 text += '"' + std::to_string(i) + "\":0,";
             return text + "\"x\":0}";
         }(),
         request_too_large},
    };
    for (const Bad& bad : cases) {
        const auto value = parse(bad.text);
        ASSERT_FALSE(value) << bad.what;
        EXPECT_EQ(value.error().kind, bad.kind) << bad.what;
    }
}

TEST(Reader, accepts_depth_64_and_repeated_keys_in_different_objects) {
    EXPECT_TRUE(parse(repeated("[", 64) + repeated("]", 64)));
    EXPECT_TRUE(parse(R"([{"a":1},{"a":2}])"));
    EXPECT_FALSE(parse_object("[]"));
}

TEST(Reader, names_the_key_of_a_number_that_no_double_holds) {
    for (const char* number : {"1e400", "-1e400", "1e99999"}) {
        const auto value = parse(std::string(R"({"size":"x","n":)") + number + "}");
        ASSERT_FALSE(value) << number;
        EXPECT_EQ(value.error().kind, ErrorKind::invalid_value) << number;
        EXPECT_EQ(value.error().param, "n") << number;
    }
}

TEST(Reader, counts_bytes_before_anything_else) {
    const auto value = parse(std::string(100, ' '), {.bytes = 99});
    EXPECT_EQ(value.error().kind, ErrorKind::request_too_large);
}

TEST(Fields, read_integers_strictly) {
    struct Case {
        const char* json;
        std::optional<ErrorKind> error;
    };
    using enum ErrorKind;
    const Case cases[] = {{"1", {}},
                          {"10", {}},
                          {"0", integer_below_min},
                          {"-1", integer_below_min},
                          {"11", integer_above_max},
                          {"9223372036854775808", integer_above_max},
                          {"100000000000000000000", integer_above_max},
                          {"-100000000000000000000", integer_below_min},
                          {"1.5", invalid_type},
                          {"1e2", invalid_type},
                          {"\"4\"", invalid_type},
                          {"true", invalid_type},
                          {"null", {}}};
    for (const Case& c : cases) {
        const auto object = *parse_object(std::string(R"({"n":)") + c.json + "}");
        const auto n = Fields(object).integer("n", 1, 10);
        EXPECT_EQ(n.has_value(), !c.error) << c.json;
        if (c.error) {
            EXPECT_EQ(n.error().kind, *c.error) << c.json;
            EXPECT_EQ(n.error().param, "n");
        }
    }
}

TEST(Fields, unsigned_integers_use_all_64_bits) {
    const auto read = [](const std::string& number) {
        const auto object = *parse_object(R"({"seed":)" + number + "}");
        return Fields(object).unsigned_integer("seed");
    };
    EXPECT_EQ(*read("0"), 0U);
    EXPECT_EQ(*read("18446744073709551615"), 18446744073709551615U);
    EXPECT_EQ(read("18446744073709551616").error().kind, ErrorKind::integer_above_max);
    EXPECT_EQ(read("-1").error().kind, ErrorKind::integer_below_min);
    EXPECT_EQ(read("-100000000000000000000").error().kind, ErrorKind::integer_below_min);
    EXPECT_EQ(read("0.5").error().kind, ErrorKind::invalid_type);
}

TEST(Fields, count_characters_not_bytes) {
    const auto object = *parse_object(R"({"p":"画画画"})");
    EXPECT_TRUE(Fields(object).text("p", 3));
    EXPECT_EQ(Fields(object).text("p", 2).error().kind, ErrorKind::string_too_long);
}

TEST(Fields, choices_name_the_allowed_values) {
    const auto object = *parse_object(R"({"format":"jpg"})");
    const auto format = Fields(object).choice("format", {"png", "jpeg"});
    EXPECT_EQ(format.error().kind, ErrorKind::invalid_value);
    EXPECT_NE(format.error().message.find("'png', 'jpeg'"), std::string::npos);
}

TEST(Fields, list_what_nobody_asked_for) {
    const auto object = *parse_object(R"({"a":1,"b":null,"c":2})");
    Fields fields(object);
    EXPECT_TRUE(fields.integer("a", 0, 9));
    EXPECT_EQ(fields.unasked(), (std::vector<std::string>{"b", "c"}));
}

}  // namespace
}  // namespace easel::json
