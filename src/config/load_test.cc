#include "config/load.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "config/describe.h"
#include "config/option.h"

namespace easel::config {
namespace {

// One option of each type: how each source writes a value of its own, and how each is shown.
struct Row {
    const char* path;
    const char* by_default;
    const char* file;  // the whole easel.yaml
    const char* file_shown;
    const char* low;  // `.env`, then environment, then flag
    const char* low_shown;
    const char* middle;
    const char* middle_shown;
    const char* high;
    const char* high_shown;
};

const std::vector<Row> rows = {
    {"data_dir", "./data", "data_dir: /f", "/f", "/e", "/e", "/v", "/v", "/c", "/c"},
    {"log.access", "true", "log: {access: false}", "false", "true", "true", "off", "false", "1",
     "true"},
    {"http.max_headers", "100", "http:\n  max_headers: 11", "11", "12", "12", "13", "13", "14",
     "14"},
    {"http.header_timeout", "10s", "http: {header_timeout: 1m}", "1m", "2", "2s", "500ms", "500ms",
     "1.5", "1500ms"},
    {"http.max_json_bytes", "32MiB", "http: {max_json_bytes: 1MiB}", "1MiB", "2MiB", "2MiB", "3MiB",
     "3MiB", "4096", "4KiB"},
    {"safety.extra_terms", "", "safety: {extra_terms: [a, b]}", "a, b", "c", "c", "[\"d\", \"e\"]",
     "d, e", "f,g", "f, g"},
    {"log.format", "text", "log: {format: json}", "json", "text", "text", "json", "json", "text",
     "text"},
    {"public_url", "", "public_url: http://f/", "http://f", "http://e", "http://e", "https://v",
     "https://v", "https://c", "https://c"},
    {"vidsme.proxy", "", "vidsme: {proxy: 'http://f:1'}", "http://f:1", "e:1", "http://e:1",
     "direct", "direct", "socks5h://c:1", "socks5h://c:1"},
    {"listen", "127.0.0.1:8088", "listen: ':1'", "0.0.0.0:1", ":2", "0.0.0.0:2", "[::1]:3",
     "[::1]:3", "localhost:4", "127.0.0.1:4"},
    {"trusted_proxies", "", "trusted_proxies: [10.0.0.0/8, '::1']", "10.0.0.0/8, ::1", "::1", "::1",
     "1.1.1.1", "1.1.1.1", "[]", ""},
    {"keys.master", "(not set)", "keys: {master: a-long-enough-key-1}", "(set)",
     "a-long-enough-key-2", "(set)", "a-long-enough-key-3", "(set)", "a-long-enough-key-4",
     "(set)"},
    {"vidsme.models",
     "{anime: anime, hassaku: hassaku(hentai), hentai: hentai, realistic: realistic}",
     "vidsme:\n  models:\n    a: b", "{a: b}", "{c: d}", "{c: d}", "{\"e\": \"f\"}", "{e: f}",
     "{g: h}", "{g: h}"},
};

TEST(Load, of_two_assignments_the_later_one_counts_and_a_flag_before_both) {
    const std::vector<std::string> both = {"threads=3", "threads=4"};
    EXPECT_EQ(resolve({.assignments = both}).settings->server.threads, 4);
    EXPECT_EQ(resolve({.flags = {{"threads", "5"}}, .assignments = both}).settings->server.threads,
              5);
}

TEST(Load, prefers_flag_to_environment_to_dot_env_to_file_to_default) {
    for (const Row& row : rows) {
        const Option* option = find_option(row.path);
        ASSERT_NE(option, nullptr) << row.path;
        const std::string& variable = option->about.env.front();
        Inputs inputs;
        const auto expect = [&](const char* shown, const char* source) {
            const Loaded loaded = resolve(inputs);
            ASSERT_TRUE(loaded.settings) << row.path << "\n" << to_text(loaded.problems);
            EXPECT_EQ(option->show(*loaded.settings), shown) << row.path << " from " << source;
            EXPECT_EQ(loaded.origins.at(row.path).source, source) << row.path;
        };
        expect(row.by_default, "default");
        inputs.file = Document{"easel.yaml", row.file};
        expect(row.file_shown, "easel.yaml");
        inputs.dot_env = Document{".env", variable + "=" + row.low + "\n"};
        expect(row.low_shown, ".env");
        inputs.environment[variable] = row.middle;
        expect(row.middle_shown, "environment");
        inputs.flags[row.path] = row.high;
        expect(row.high_shown, "command line");
        inputs.assignments = {std::string(row.path) + "=" + row.low};
        expect(row.high_shown, "command line");
        inputs.flags.clear();
        expect(row.low_shown, "command line");
    }
}

TEST(Load, takes_an_empty_value_as_not_given) {
    Inputs inputs{
        .environment = {{"EASEL_LISTEN", ""}, {"API_MASTER_KEY", ""}, {"POLLING_TIMEOUT", ""}},
        .dot_env = Document{".env", "EASEL_LISTEN=127.0.0.1:9\n"},
        .file = Document{"easel.yaml", "data_dir:\n"}};
    const Loaded loaded = resolve(inputs);
    ASSERT_TRUE(loaded.settings) << to_text(loaded.problems);
    EXPECT_EQ(loaded.settings->server.listen.port, 9);
    EXPECT_EQ(loaded.settings->server.data_dir, "./data");
    EXPECT_TRUE(loaded.settings->keys.master.empty());
    EXPECT_FALSE(loaded.settings->vidsme.enabled);
}

TEST(Load, takes_an_empty_text_as_a_value_where_the_option_says_so) {
    const Loaded loaded =
        resolve({.file = Document{"easel.yaml", "vidsme: {prompt_prefix: '', origin: }"}});
    ASSERT_TRUE(loaded.settings) << to_text(loaded.problems);
    EXPECT_EQ(loaded.settings->vidsme.prompt_prefix, "");
    EXPECT_EQ(loaded.settings->vidsme.origin, "");
}

TEST(Load, takes_the_lower_case_proxy_variable_where_the_upper_case_one_is_not_set) {
    Inputs inputs{.environment = {{"https_proxy", "low:1"}, {"HTTPS_PROXY", ""}}};
    EXPECT_EQ(resolve(inputs).settings->proxies.https, "http://low:1");
    inputs.environment["HTTPS_PROXY"] = "high:1";
    EXPECT_EQ(resolve(inputs).settings->proxies.https, "http://high:1");
}

TEST(Load, only_warns_of_a_proxy_variable_that_other_programs_understand) {
    const Loaded loaded = resolve({.environment = {{"ALL_PROXY", "socks://127.0.0.1:1"}}});
    ASSERT_TRUE(loaded.settings);
    EXPECT_EQ(loaded.settings->proxies.all, "");
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].field, "ALL_PROXY");
    EXPECT_FALSE(resolve({.flags = {{"proxy.all", "socks://127.0.0.1:1"}}}).settings);
}

TEST(Load, gives_the_limits_that_the_server_promises) {
    const Loaded loaded = resolve({});
    ASSERT_TRUE(loaded.settings);
    EXPECT_TRUE(loaded.warnings.empty()) << to_text(loaded.warnings);
    const Http& http = loaded.settings->http;
    EXPECT_EQ(http.header_timeout.count(), 10'000);
    EXPECT_EQ(http.max_header_bytes, 65'536U);
    EXPECT_EQ(http.max_headers, 100);
    EXPECT_EQ(http.body_idle_timeout.count(), 20'000);
    EXPECT_EQ(http.min_body_rate, 1024U);
    EXPECT_EQ(http.body_rate_window.count(), 30'000);
    EXPECT_EQ(http.max_connections, 10'000);
    EXPECT_EQ(http.max_connections_per_client, 256);
}

// A folder of its own for each test, removed at the end.
class Files : public testing::Test {
  protected:
    Files() {
        std::string name = "/tmp/easel-config-XXXXXX";
        folder_ = ::mkdtemp(name.data());
        sources_.dot_env = folder_ / ".env";
        sources_.default_file = folder_ / "easel.yaml";
    }
    ~Files() override { std::filesystem::remove_all(folder_); }

    void write(const char* name, std::string_view text) {
        ASSERT_TRUE(write_file_atomically(folder_ / name, text, 0600));
    }

    std::filesystem::path folder_;
    Sources sources_;
};

TEST_F(Files, are_not_needed) {
    const Loaded loaded = load(sources_);
    ASSERT_TRUE(loaded.settings);
    EXPECT_EQ(loaded.settings->openai.default_model, "sketch");
}

TEST_F(Files, are_read_from_their_usual_places) {
    write(".env", "EASEL_DATA_DIR=/one\n");
    write("easel.yaml", "data_dir: /two\nthreads: 3\n");
    const Loaded loaded = load(sources_);
    ASSERT_TRUE(loaded.settings) << to_text(loaded.problems);
    EXPECT_EQ(loaded.settings->server.data_dir, "/one");
    EXPECT_EQ(loaded.settings->server.threads, 3);
}

TEST_F(Files, are_chosen_by_flag_then_environment_then_dot_env) {
    write("easel.yaml", "threads: 1\n");
    for (const char* name : {"2", "3", "4"})
        write(name, std::string("threads: ") + name + "\n");
    write(".env", "EASEL_CONFIG=" + (folder_ / "2").string());
    EXPECT_EQ(load(sources_).settings->server.threads, 2);
    sources_.environment["EASEL_CONFIG"] = (folder_ / "3").string();
    EXPECT_EQ(load(sources_).settings->server.threads, 3);
    sources_.flags["config"] = (folder_ / "4").string();
    EXPECT_EQ(load(sources_).settings->server.threads, 4);
}

TEST_F(Files, that_are_named_must_exist_and_be_readable) {
    sources_.flags["config"] = (folder_ / "absent.yaml").string();
    Loaded loaded = load(sources_);
    EXPECT_FALSE(loaded.settings);
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_TRUE(to_text(loaded.problems[0]).ends_with("absent.yaml: there is no such file"));
    sources_.flags["config"] = folder_.string();
    loaded = load(sources_);
    EXPECT_FALSE(loaded.settings);
    EXPECT_EQ(loaded.problems.size(), 1U);
    write("big.yaml", std::string((1U << 20) + 1, '#'));
    sources_.flags["config"] = (folder_ / "big.yaml").string();
    EXPECT_FALSE(load(sources_).settings);
}

}  // namespace
}  // namespace easel::config
