#include "config/dot_env.h"

#include <gtest/gtest.h>

namespace easel::config {
namespace {

std::string value_of(std::string_view text) {
    const DotEnv file = read_dot_env(text, ".env");
    EXPECT_TRUE(file.problems.empty()) << text;
    return file.variables.empty() ? "(none)" : file.variables.back().value;
}

TEST(DotEnv, reads_values_as_the_predecessor_did) {
    struct Case {
        const char* text;
        const char* value;
    };
    const std::vector<Case> cases = {
        {"A=b", "b"},
        {"  A = b  ", "b"},
        {"export A=b", "b"},
        {"A=", ""},
        {"A=b # note", "b"},
        {"A=b#c", "b#c"},
        {"A=#c", "#c"},
        {"A= # note", ""},
        {"A=b=c", "b=c"},
        {"A=a b", "a b"},
        {"A=b\r\n", "b"},
        {"\xEF\xBB\xBF"
         "A=b",
         "b"},
        {"A='b # c'", "b # c"},
        {"A='it\\'s \\n'", "it's \\n"},
        {"A=\"b # c\" # note", "b # c"},
        {"A=\"b\\nc\\t\\\"d\\\"\"", "b\nc\t\"d\""},
        {"A=\"b\\qc\"", "b\\qc"},
        {"A=b\\nc", "b\\nc"},
        {"A=\"b\nc\r\nd\"", "b\nc\nd"},
        {"A='b\nc'\n", "b\nc"},
        {"A=[\"x\", \"y\"]", "[\"x\", \"y\"]"},
        {"# A=c\n\nA=b\n", "b"},
        {"A=b\nA=c\n", "c"},
    };
    for (const Case& c : cases)
        EXPECT_EQ(value_of(c.text), c.value) << c.text;
}

TEST(DotEnv, counts_lines_across_values_of_many_lines) {
    const DotEnv file = read_dot_env("A=\"1\n2\n3\"\n# x\nB=4\n", ".env");
    ASSERT_EQ(file.variables.size(), 2U);
    EXPECT_EQ(file.variables[0].line, 1);
    EXPECT_EQ(file.variables[1].line, 5);
}

TEST(DotEnv, reports_each_bad_line_and_reads_on) {
    const DotEnv file =
        read_dot_env("A=1\nnonsense s3cret\n=x\nB=\"1\" 2\nC D=1\nE=5\nF='x\n", ".env");
    const std::vector<Problem> expected = {
        {".env", 2, "", "expected NAME=value, a comment or an empty line"},
        {".env", 3, "", "expected NAME=value, a comment or an empty line"},
        {".env", 4, "B", "there is text after the closing quote"},
        {".env", 5, "", "expected NAME=value, a comment or an empty line"},
        {".env", 7, "F", "the closing ' is missing"},
    };
    EXPECT_EQ(file.problems, expected) << to_text(file.problems);
    EXPECT_EQ(file.variables.size(), 2U);
}

TEST(DotEnv, does_not_expand_variables_and_says_so) {
    const DotEnv file = read_dot_env("A=x${HOME}", ".env");
    EXPECT_EQ(file.variables.at(0).value, "x${HOME}");
    EXPECT_EQ(file.warnings.size(), 1U);
}

TEST(DotEnv, ignores_a_name_alone_as_the_predecessor_did_but_says_so) {
    const DotEnv file = read_dot_env("A=1\nNAME\nexport OTHER\nB=2\n", ".env");
    EXPECT_TRUE(file.problems.empty()) << to_text(file.problems);
    EXPECT_EQ(file.variables.size(), 2U);
    ASSERT_EQ(file.warnings.size(), 2U);
    EXPECT_EQ(file.warnings[1].line, 3);
}

TEST(DotEnv, stops_after_a_hundred_problems) {
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "x\nx y\n";
    const DotEnv file = read_dot_env(text, ".env");
    EXPECT_EQ(file.problems.size(), 100U);
    EXPECT_EQ(file.warnings.size(), 100U);
}

TEST(DotEnv, refuses_a_file_above_the_limit) {
    EXPECT_EQ(read_dot_env(std::string((1U << 20) + 1, '#'), ".env").problems.size(), 1U);
}

}  // namespace
}  // namespace easel::config
