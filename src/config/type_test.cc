#include "config/type.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "config/option.h"

namespace easel::config {
namespace {

using namespace std::chrono_literals;

// What a value looks like after it was read; "-" if it was refused.
template <class T>
std::string read(const Type<T>& type, const std::string& text) {
    const auto value = type.read(Node::of(text));
    return value ? type.show(*value) : "-";
}

struct Case {
    const char* text;
    const char* shown;
};

TEST(Type, reads_durations_with_units_and_bare_seconds) {
    for (const Case& c : std::vector<Case>{
             {"30s", "30s"}, {"500ms", "500ms"}, {"2m", "2m"},    {"1h", "1h"},
             {"90", "90s"},  {"0.5", "500ms"},   {"1.5m", "90s"}, {"1 h", "1h"},
             {"60s", "1m"},  {"9ms", "-"},       {"2h", "-"},     {"", "-"},
             {".", "-"},     {"s", "-"},         {"-1", "-"},     {"1e3", "-"},
             {"1d", "-"},    {"1.2.3", "-"},     {"0x10", "-"},   {"99999999999999999999", "-"},
             {"ten", "-"}})
        EXPECT_EQ(read(duration(10ms, 1h), c.text), c.shown) << c.text;
}

TEST(Type, reads_sizes) {
    for (const Case& c : std::vector<Case>{{"65536", "64KiB"},
                                           {"64KiB", "64KiB"},
                                           {"1MiB", "1MiB"},
                                           {"1000", "1000B"},
                                           {"1 MiB", "1MiB"},
                                           {"2MiB", "-"},
                                           {"64K", "-"},
                                           {"1.5KiB", "-"},
                                           {"99999999999GiB", "-"},
                                           {"9", "-"},
                                           {"-1", "-"},
                                           {"", "-"}})
        EXPECT_EQ(read(bytes(10, 1 << 20), c.text), c.shown) << c.text;
}

TEST(Type, reads_whole_numbers_inside_their_bounds) {
    for (const Case& c : std::vector<Case>{{"1", "1"},
                                           {"20", "20"},
                                           {" 5 ", "5"},
                                           {"0", "-"},
                                           {"21", "-"},
                                           {"1.0", "-"},
                                           {"05", "-"},
                                           {"+5", "-"},
                                           {"4294967297", "-"},
                                           {"99999999999999999999", "-"}})
        EXPECT_EQ(read(integer(1, 20), c.text), c.shown) << c.text;
}

TEST(Type, reads_words_for_yes_and_no_and_for_choices) {
    for (const Case& c : std::vector<Case>{{"true", "true"},
                                           {"YES", "true"},
                                           {"on", "true"},
                                           {"1", "true"},
                                           {"False", "false"},
                                           {"no", "false"},
                                           {"0", "false"},
                                           {"2", "-"},
                                           {"y", "-"},
                                           {"", "-"}})
        EXPECT_EQ(read(boolean(), c.text), c.shown) << c.text;
    const auto format = choice<LogFormat>({{"text", LogFormat::text}, {"json", LogFormat::json}});
    EXPECT_EQ(read(format, "JSON"), "json");
    EXPECT_EQ(read(format, "xml"), "-");
    EXPECT_EQ(format.expected, "one of `text`, `json`");
}

TEST(Type, reads_lists_in_three_notations) {
    Node yaml;
    yaml.kind = Node::Kind::list;
    yaml.items = {Node::of("a"), Node::of("b, c")};
    EXPECT_EQ(list("x").read(yaml), (std::vector<std::string>{"a", "b, c"}));
    for (const Case& c : std::vector<Case>{{"a,b", "a, b"},
                                           {" a , ,b", "a, b"},
                                           {"[\"a\", \"b\"]", "a, b"},
                                           {"['a']", "a"},
                                           {"[]", ""},
                                           {"[\"a\"", "-"},
                                           {"[[1]]", "-"},
                                           {"[a: 1]", "-"},
                                           {"[\"\"]", "-"},
                                           {"a\nb", "-"}})
        EXPECT_EQ(read(list("x"), c.text), c.shown) << c.text;
}

TEST(Type, reads_mappings_and_header_fields) {
    EXPECT_EQ(read(mapping("x"), R"j({"a": "b", "c": "d(e)"})j"), "{a: b, c: d(e)}");
    for (const char* bad : {"a=b", "{a: [1]}", "{a", "[a]", "{a: }"})
        EXPECT_EQ(read(mapping("x"), bad), "-") << bad;
    EXPECT_EQ(read(headers(), R"({"Cookie": "a=b"})"), "Cookie: (set)");
    for (const char* bad : {R"({"Bad Name": "x"})", R"({"Host": "x"})",
                            R"({"content-length": "1"})", R"({"A": "x\r\nB: y"})", R"({"": "x"})"})
        EXPECT_EQ(read(headers(), bad), "-") << bad;
}

TEST(Type, reads_addresses_of_upstreams) {
    for (const Case& c : std::vector<Case>{{"https://a.example/v1", "https://a.example/v1"},
                                           {"HTTP://a:80/", "http://a:80/"},
                                           {"http://127.0.0.1:9", "http://127.0.0.1:9"},
                                           {"http://[::1]:9/x", "http://[::1]:9/x"},
                                           {"ftp://a", "-"},
                                           {"a.example", "-"},
                                           {"https://", "-"},
                                           {"https://u:p@a", "-"},
                                           {"https://a?b=c", "-"},
                                           {"https://a#b", "-"},
                                           {"https://a b", "-"},
                                           {"https://a:0", "-"},
                                           {"https://a:70000", "-"},
                                           {"https://[::1", "-"},
                                           {"https://a\n.b", "-"},
                                           {"", "-"}})
        EXPECT_EQ(read(url("x"), c.text), c.shown) << c.text;
}

TEST(Type, reads_proxies_and_hides_their_passwords) {
    for (const Case& c :
         std::vector<Case>{{"http://a:3128", "http://a:3128"},
                           {"a:3128", "http://a:3128"},
                           {"socks5h://127.0.0.1:1080/", "socks5h://127.0.0.1:1080"},
                           {"http://me:hunter2@a:1", "http://(set)@a:1"},
                           {"socks://a:1", "-"},
                           {"ftp://a:1", "-"},
                           {"http://a:1/path", "-"},
                           {"", "-"},
                           {"://", "-"}})
        EXPECT_EQ(read(proxy(Direct::refused), c.text), c.shown) << c.text;
    EXPECT_EQ(proxy(Direct::refused).read(Node::of("me:hunter2@a:1")), "http://me:hunter2@a:1");
    EXPECT_EQ(read(proxy(Direct::allowed), "Direct"), "direct");
    EXPECT_EQ(read(proxy(Direct::refused), "direct"), "-");
}

TEST(Type, turns_the_written_line_ends_of_a_public_key_into_real_ones) {
    const std::string written = find_option("vidsme.public_key")->about.value;
    EXPECT_EQ(public_key().read(Node::of(written)), replace_all(written, "\\n", "\n") + "\n");
}

// Whatever passes here and is no key would be found only by the server, after `config check` said
// yes.
TEST(Type, refuses_a_public_key_whose_body_is_none) {
    const auto key = [](const std::string& body) {
        return public_key().read(
            Node::of("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----"));
    };
    const std::string rsa =
        "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMtdmi7RGfLOiRvXG5mBNrKuQabaV9e4\n"
        "JisdZmrFexB7jvSJUlGeN7oLw9BrXd6xKj13PFUocuTTDj3hjunTVtsCAwEAAQ==";
    EXPECT_TRUE(key(rsa));
    EXPECT_TRUE(key(replace_all(rsa, "\n", " \n")));
    for (const std::string& body :
         {std::string("QUJD"), std::string("not base64!"), std::string(), rsa.substr(0, 64),
          replace_all(rsa, "MFww", "MFsw"), replace_all(rsa, "hvcN", "hvcM"),
          // the point of an elliptic curve
          std::string("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtr9pi60URl77C6C1/NeLMMzKbpic\n"
                      "Q2nR6Y0ZAJ88yTEE9Li5Qev3GAeuTx2IfK8iqEouRS2LZX3EEKwe57ZlIQ==")})
        EXPECT_FALSE(key(body)) << body;
    EXPECT_FALSE(public_key().read(Node::of("QUJD")));
    EXPECT_FALSE(
        public_key().read(Node::of("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----")));
}

TEST(Type, refuses_control_characters_and_broken_utf8_in_texts) {
    EXPECT_EQ(read(text(), "a b\xC3\xA9"), "a b\xC3\xA9");
    for (const char* bad : {"a\nb", "a\rb", "\x01", "\x7F", "\xFF"})
        EXPECT_EQ(read(text(), bad), "-") << bad;
    EXPECT_FALSE(text().read(Node{}));
}

TEST(Type, every_declared_default_is_a_legal_value) {
    for (const Option& option : options()) {
        Settings settings;
        if (!option.about.value.empty()) {
            EXPECT_TRUE(option.set(settings, Node::of(option.about.value))) << option.about.path;
            EXPECT_FALSE(option.show(settings).empty()) << option.about.path;
        }
    }
}

}  // namespace
}  // namespace easel::config
