#include "config/yaml_reader.h"

#include <gtest/gtest.h>

namespace easel::config {
namespace {

TEST(Yaml, gives_a_tree_with_the_line_of_every_name) {
    const auto root = read_yaml("a: 1\nb:\n  c: [x, \"y\"]\n  d:\n");
    ASSERT_TRUE(root);
    ASSERT_EQ(root->entries.size(), 2U);
    EXPECT_EQ(root->entries[0].value.text, "1");
    const Node& b = root->entries[1].value;
    EXPECT_EQ(root->entries[1].line, 2);
    EXPECT_EQ(b.entries[0].line, 3);
    EXPECT_EQ(b.entries[0].value.items[1].text, "y");
    EXPECT_TRUE(b.entries[1].value.empty());
}

TEST(Yaml, reads_json_and_the_empty_file) {
    const auto json = read_yaml(R"(["anime", "a\"b"])");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->items[1].text, "a\"b");
    for (const char* text : {"", "\n", "# only a comment\n", "---\n"}) {
        const auto root = read_yaml(text);
        ASSERT_TRUE(root) << text;
        EXPECT_EQ(root->kind, Node::Kind::nothing) << text;
    }
}

TEST(Yaml, tells_an_absent_value_from_a_quoted_word) {
    const auto root = read_yaml("a: null\nb: ~\nc: \"null\"\nd: ''\n");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->entries[0].value.kind, Node::Kind::nothing);
    EXPECT_EQ(root->entries[1].value.kind, Node::Kind::nothing);
    EXPECT_EQ(root->entries[2].value.text, "null");
    EXPECT_TRUE(root->entries[3].value.is_text());
}

TEST(Yaml, refuses_with_the_line) {
    struct Case {
        std::string text;
        int line;
        const char* part;
    };
    const std::vector<Case> cases = {
        {"a: 1\nb: &x 2\n", 2, "anchors"},
        {"a: 1\nb: *x\n", 2, ""},
        {"a: &x 1\nb: *x\n", 1, "anchors"},
        {"a: 1\nb: !!binary aGk=\n", 2, "tags"},
        {"a: 1\n\na: 2\n", 3, "twice"},
        {"a: 1\nb: [1, 2\n", 3, "not well-formed"},
        {"a: 1\n\tb: 2\n", 2, "not well-formed"},
        {"a: 1\nb: \"\xFF\"\n", 2, "UTF-8"},
        {"a: 1\nb: \x01\n", 2, "control"},
        {std::string("a: 1\nb: \0\n", 10), 2, "control"},
        {"a: 1\n---\nb: 2\n", 2, "more than one"},
        {"? [a]\n: 1\n", 1, "name"},
    };
    for (const Case& c : cases) {
        const auto root = read_yaml(c.text);
        ASSERT_FALSE(root) << c.text;
        EXPECT_EQ(root.error().line, c.line) << c.text;
        EXPECT_TRUE(root.error().message.contains(c.part)) << root.error().message;
    }
}

TEST(Yaml, holds_its_limits_against_bombs) {
    std::string aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; ++c)
        aliases += std::string(1, c) + ": &" + c + " [*" + static_cast<char>(c - 1) + ",*" +
                   static_cast<char>(c - 1) + "]\n";
    std::string many = "a: [";
    for (int i = 0; i < 100'000; ++i)
        many += "1,";
    for (const std::string& bomb :
         {aliases, many + "]", std::string(100'000, '['), std::string(100'000, '{'),
          "a: " + std::string(60'000, '[') + std::string(60'000, ']'),
          std::string(max_file_bytes + 1, ' ')})
        EXPECT_FALSE(read_yaml(bomb));
    std::string deep;
    for (int i = 0; i < 600; ++i)
        deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    EXPECT_FALSE(read_yaml(deep));
}

}  // namespace
}  // namespace easel::config
