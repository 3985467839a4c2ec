#include "config/problem.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"
#include "base/text.h"
#include "config/describe.h"
#include "config/load.h"
#include "config/option.h"

namespace easel::config {
namespace {

std::string problems_of(const Inputs& inputs) {
    const Loaded loaded = resolve(inputs);
    EXPECT_EQ(loaded.settings.has_value(), loaded.problems.empty());
    return to_text(loaded.problems);
}

TEST(Problem, names_file_line_field_and_what_would_be_right) {
    struct Case {
        const char* yaml;
        const char* text;
    };
    const std::vector<Case> cases = {
        {"# x\nhttp:\n  header_timeout: ten\n",
         "easel.yaml:3: http.header_timeout: found \"ten\"; expected a duration such as 500ms, "
         "30s, "
         "2m or 1h (a bare number is seconds), from 100ms to 10m\n"},
        {"listen: [a]\n",
         "easel.yaml:1: listen: found a list; expected an address and a port such as "
         "127.0.0.1:8088, "
         "[::1]:8088, or :8088 for every address\n"},
        {"safety:\n  extra_terms: [a, ~]\n",
         "easel.yaml:2: safety.extra_terms: found nothing in a list; expected a list of words or "
         "phrases\n"},
        {"trusted_proxies:\n  - 127.0.0.1\n  - nginx\n",
         "easel.yaml:3: trusted_proxies: found \"nginx\" in a list; expected a list of addresses"},
        {"safety:\n  enabled: true\n",
         "easel.yaml:2: safety.enabled: there is no such option; expected one of allow_mature, "
         "extra_terms\n"},
        {"log:\n  format: xml\n",
         "easel.yaml:2: log.format: found \"xml\"; expected one of `text`, `json`\n"},
        {"threads: 5000\n",
         "easel.yaml:1: threads: found \"5000\"; expected a whole number from 0 to 1024\n"},
        {"log: json\n",
         "easel.yaml:1: log: is a section; expected one of format, level, access below it\n"},
        {"listne: x\n", "easel.yaml:1: listne: there is no such option; did you mean `listen`?\n"},
        {"http:\n  header_timout: 1\n",
         "easel.yaml:2: http.header_timout: there is no such option; did you mean "
         "`http.header_timeout`?\n"},
        {"header_timeout: 1\n",
         "easel.yaml:1: header_timeout: there is no such option; did you mean "
         "`http.header_timeout`?\n"},
        {"API_MASTER_KEY: x\n",
         "easel.yaml:1: API_MASTER_KEY: there is no such option; did you mean `keys.master`?\n"},
        {"log:\n  zzzzzzzzz: 1\n",
         "easel.yaml:2: log.zzzzzzzzz: there is no such option; expected one of format, level, "
         "access\n"},
        {"config: x\n",
         "easel.yaml:1: config: may not stand in the file; it is EASEL_CONFIG or --config\n"},
        {"just words\n", "easel.yaml:1: expected a mapping of option names to values\n"},
        {"a: b: c\n", "easel.yaml:1: is not well-formed YAML: illegal map value\n"},
        {"listen: ':1'\nlisten: ':2'\n",
         "easel.yaml:2: listen: is written twice; it also stands in line 1\n"},
        {"vidsme:\n  polling: {fast_until: 1m}\n",
         "easel.yaml:2: vidsme.polling.fast_until: must not be later than "
         "vidsme.polling.medium_until, which is 30s\n"},
        {"sketch: {enabled: false}\n",
         "easel.yaml:1: sketch.enabled: switches the only provider off; expected true, or vidsme "
         "to "
         "be configured\n"},
    };
    for (const Case& c : cases) {
        const std::string text = problems_of({.file = Document{"easel.yaml", c.yaml}});
        EXPECT_TRUE(text.starts_with(c.text)) << "got:  " << text << "want: " << c.text;
        EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    }
}

TEST(Problem, names_the_line_of_dot_env_the_variable_and_the_flag) {
    EXPECT_EQ(
        problems_of({.flags = {{"threads", "many"}},
                     .assignments = {"http.max_headers=1", "nonsense", "nginx_port=1", "lisen=x"},
                     .environment = {{"EASEL_ALLOW_MATURE", "maybe"}},
                     .dot_env = Document{".env", "\nPOLLING_TIMEOUT=soon\nbad line\n"}}),
        "command line: --set: expected path=value\n"
        "command line: --set nginx_port: is only read as the variable NGINX_PORT\n"
        "command line: --set lisen: there is no such option; did you mean listen?\n"
        ".env:3: expected NAME=value, a comment or an empty line\n"
        "command line: --threads: found \"many\"; expected a whole number from 0 to 1024\n"
        "environment: EASEL_ALLOW_MATURE: found \"maybe\"; expected `true` or `false`\n"
        ".env:2: POLLING_TIMEOUT: found \"soon\"; expected a duration such as 500ms, 30s, 2m or "
        "1h (a bare number is seconds), from 1s to 24h\n"
        "command line: --set http.max_headers: found \"1\"; expected a whole number from 10 to "
        "1000\n");
}

TEST(Problem, is_found_also_where_another_source_overrides) {
    EXPECT_EQ(problems_of({.flags = {{"threads", "1"}}, .file = Document{"e", "threads: x"}}),
              "e:1: threads: found \"x\"; expected a whole number from 0 to 1024\n");
}

TEST(Problem, quotes_foreign_bytes_short_and_printable) {
    const std::string text =
        problems_of({.environment = {{"EASEL_THREADS", "\x1b[31m" + std::string(500, 'x')}}});
    EXPECT_TRUE(text.contains("\\x1b[31m"));
    EXPECT_LT(text.size(), 200U);
}

TEST(Problem, is_only_a_warning_for_unknown_variables_of_ours_and_nothing_for_others) {
    const Loaded loaded = resolve({.environment = {{"EASEL_LISTN", "s3cret"},
                                                   {"EASEL_KEY", "the caller's"},
                                                   {"PATH", "/bin"}},
                                   .dot_env = Document{".env", "EASEL_WHATEVER_ELSE=1\nFOO=2\n"}});
    ASSERT_TRUE(loaded.settings);
    EXPECT_EQ(to_text(loaded.warnings),
              "environment: EASEL_LISTN: easel has no such variable; did you mean EASEL_LISTEN?\n"
              ".env:1: EASEL_WHATEVER_ELSE: easel has no such variable\n");
}

std::string all_text(const Loaded& loaded) {
    std::string out = to_text(loaded.problems) + to_text(loaded.warnings);
    if (loaded.settings) out += print(loaded);
    for (const auto& [path, origin] : loaded.origins)
        out += origin.source + origin.field;
    return out;
}

// Ways to write a secret, good and broken, at places where values stand.
std::string disguise(const std::string& secret, std::size_t way) {
    switch (way % 6) {
        case 0:
            return secret;
        case 1:
            return "http://user:" + secret + "@proxy.example:1";
        case 2:
            return secret + "\n";
        case 3:
            return "{\"Cookie\": \"" + secret + "\"}";
        case 4:
            return "[\"" + secret;
        default:
            return "x://" + secret + "@";
    }
}

TEST(Secrets, never_appear_in_what_people_read) {
    constexpr std::uint64_t seed = 20261123;
    SeededRng rng(seed);
    SCOPED_TRACE(seed);
    std::vector<const Option*> hiding;
    for (const Option& option : options())
        if (option.quote == Quote::no) hiding.push_back(&option);
    ASSERT_GE(hiding.size(), 9U);
    for (int round = 0; round < 150; ++round) {
        const std::string secret = "S3" + rng.hex(6);
        const Option& option = *hiding[rng.below(hiding.size())];
        // Addresses are public where they are legal; their broken spellings may hold a password.
        const bool address = option.expected.starts_with("an http or https address");
        const std::string value = disguise(secret, address ? 1 + 4 * rng.below(2) : rng.below(6));
        const std::string& path = option.about.path;
        std::string yaml;
        int depth = 0;
        for (const std::string_view part : split(path, '.'))
            yaml += "\n" + std::string(static_cast<std::size_t>(depth++), ' ') + std::string(part) +
                    ":";
        const std::string scalar = " '" + replace_all(value, "'", "''") + "'";
        for (const Inputs& inputs :
             {Inputs{.flags = {{path, value}}}, Inputs{.assignments = {path + "=" + value}},
              Inputs{.environment = {{option.about.env.front(), value}}},
              Inputs{.dot_env = Document{".env", option.about.env.front() + "=" + value}},
              Inputs{.dot_env = Document{".env", option.about.env.front() + "='" + value}},
              Inputs{.file = Document{"e", yaml + scalar}},
              Inputs{.file = Document{"e", yaml + " [" + scalar + "]"}}})
            EXPECT_FALSE(all_text(resolve(inputs)).contains(secret)) << path << " " << value;
    }
}

}  // namespace
}  // namespace easel::config
