#include <gtest/gtest.h>

#include "base/text.h"
#include "config/load.h"
#include "config/option.h"

namespace easel::config {
namespace {

constexpr const char* good_id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const std::string written_key = find_option("vidsme.public_key")->about.value;

Settings settings_of(const Inputs& inputs) {
    Loaded loaded = resolve(inputs);
    EXPECT_TRUE(loaded.settings) << to_text(loaded.problems);
    return loaded.settings.value_or(Settings{});
}

Settings from_dot_env(std::string text) {
    return settings_of({.dot_env = Document{".env", std::move(text)}});
}

TEST(Predecessor, every_variable_of_its_dot_env_keeps_its_meaning) {
    const Settings s = from_dot_env(std::string(R"(
API_MASTER_KEY=sk-a-key-of-mine-0123456789
NGINX_PORT=9000
USER_ID=)") + good_id + R"(
UPSTREAM_APP_ID=app
UPSTREAM_STATIC_SALT=salt
UPSTREAM_PUBLIC_KEY=")" + written_key +
                                    R"("
UPSTREAM_BASE_URL=http://127.0.0.1:9/api/
IMAGE_BASE_URL=https://pictures.example/
API_REQUEST_TIMEOUT=60
POLLING_INTERVAL=0.5
POLLING_TIMEOUT=120
DEFAULT_MODEL=realistic
KNOWN_MODELS=["realistic", "hassaku", "new-one"]
)");
    EXPECT_EQ(s.keys.master.reveal(), "sk-a-key-of-mine-0123456789");
    EXPECT_EQ(s.server.nginx_port, "9000");
    EXPECT_TRUE(s.vidsme.enabled);
    EXPECT_TRUE(s.vidsme.user_id_given);
    EXPECT_EQ(s.vidsme.user_id.reveal(), good_id);
    EXPECT_EQ(s.vidsme.app_id, "app");
    EXPECT_EQ(s.vidsme.static_salt, "salt");
    EXPECT_EQ(s.vidsme.public_key, replace_all(written_key, "\\n", "\n") + "\n");
    EXPECT_EQ(s.vidsme.base_url, "http://127.0.0.1:9/api");
    EXPECT_EQ(s.vidsme.image_base_url, "https://pictures.example/");
    EXPECT_EQ(s.vidsme.request_timeout.count(), 60'000);
    EXPECT_EQ(s.vidsme.polling.interval.count(), 500);
    EXPECT_EQ(s.vidsme.polling.timeout.count(), 120'000);
    EXPECT_EQ(s.openai.default_model, "realistic");
    const std::vector<ModelName> models = {
        {"realistic", "realistic"}, {"hassaku", "hassaku(hentai)"}, {"new-one", "new-one"}};
    EXPECT_EQ(s.vidsme.models, models);
}

TEST(Predecessor, its_example_file_works_with_an_empty_user_id) {
    const Loaded loaded = resolve(
        {.dot_env = Document{
             ".env",
             "# --- comment ---\nAPI_MASTER_KEY=sk-vidsme-2api-default-key-please-change-me\n"
             "NGINX_PORT=8088\nUSER_ID=\n# UPSTREAM_APP_ID=chatsweetie\n"}});
    ASSERT_TRUE(loaded.settings) << to_text(loaded.problems);
    EXPECT_TRUE(loaded.settings->vidsme.enabled);
    EXPECT_FALSE(loaded.settings->vidsme.user_id_given);
    EXPECT_EQ(loaded.settings->openai.default_model, "anime");
    EXPECT_EQ(loaded.warnings.size(), 2U) << to_text(loaded.warnings);
}

TEST(Predecessor, the_public_key_may_be_written_in_four_ways) {
    const std::string lines = replace_all(written_key, "\\n", "\n");
    for (const std::string& written :
         {'"' + written_key + '"', written_key, "'" + written_key + "'",
          '"' + replace_all(lines, "\n", "\r\n") + "\r\n\""})
        EXPECT_EQ(from_dot_env("UPSTREAM_PUBLIC_KEY=" + written).vidsme.public_key, lines + "\n")
            << written;
}

TEST(Predecessor, names_in_its_dot_env_are_known_in_any_case) {
    const Settings s = from_dot_env("user_id=abc\nPolling_Timeout=10\n");
    EXPECT_EQ(s.vidsme.user_id.reveal(), "abc");
    EXPECT_EQ(s.vidsme.polling.timeout.count(), 10'000);
    EXPECT_EQ(from_dot_env("USER_ID=exact\nuser_id=other\n").vidsme.user_id.reveal(), "exact");
}

TEST(Vidsme, is_on_only_if_something_names_it) {
    struct Case {
        const char* dot_env;
        const char* file;
        bool on;
    };
    const std::vector<Case> cases = {
        {"", "", false},
        {"API_MASTER_KEY=a-long-enough-key-1", "", false},
        {"NGINX_PORT=1", "", false},
        {"NGINX_PORT=127.0.0.1:8088", "", false},  // a form that compose takes
        {"API_REQUEST_TIMEOUT=10", "", false},
        {"DEFAULT_MODEL=sketch", "", false},
        {"DEFAULT_MODEL=other", "", false},
        {"UPSTREAM_APP_ID=", "", false},
        {"DEFAULT_MODEL=realistic", "", true},
        {"USER_ID=", "", true},
        {"USER_ID=x", "", true},
        {"UPSTREAM_APP_ID=x", "", true},
        {"UPSTREAM_STATIC_SALT=x", "", true},
        {"UPSTREAM_BASE_URL=http://x", "", true},
        {"IMAGE_BASE_URL=http://x", "", true},
        {"POLLING_INTERVAL=1", "", true},
        {"POLLING_TIMEOUT=10", "", true},
        {"KNOWN_MODELS=[\"anime\"]", "", true},
        {"EASEL_VIDSME_MAX_IN_FLIGHT=1", "", true},
        {"", "vidsme:", true},
        {"", "vidsme: {}", true},
        {"", "vidsme: {request_timeout: 10s}", true},
        {"", "vidsme: {enabled: true}", true},
        {"", "vidsme: {enabled: false}", false},
        {"", "vidsme: {enabled: auto}", false},
        {"USER_ID=x", "vidsme: {enabled: false}", false},
        {"EASEL_VIDSME_ENABLED=yes", "", true},
    };
    for (const Case& c : cases) {
        const Settings s = settings_of(
            {.dot_env = Document{".env", c.dot_env}, .file = Document{"easel.yaml", c.file}});
        EXPECT_EQ(s.vidsme.enabled, c.on) << c.dot_env << " / " << c.file;
        if (!std::string_view(c.dot_env).contains("DEFAULT_MODEL")) {
            EXPECT_EQ(s.openai.default_model, c.on ? "anime" : "sketch");
        }
    }
}

TEST(Vidsme, offers_the_names_of_its_mapping_unless_known_models_are_given) {
    const auto models = [](const char* file) {
        return settings_of({.file = Document{"easel.yaml", file}}).vidsme.models;
    };
    EXPECT_EQ(models("vidsme:").size(), 4U);
    EXPECT_EQ(models("vidsme: {models: {a: b}}"), (std::vector<ModelName>{{"a", "b"}}));
    EXPECT_EQ(models("vidsme: {models: {a: b}, known_models: [hassaku, a, a]}"),
              (std::vector<ModelName>{{"hassaku", "hassaku(hentai)"}, {"a", "b"}}));
}

TEST(Vidsme, a_request_without_a_model_gets_one_that_is_offered) {
    const auto chosen = [](const char* known) {
        const Loaded loaded =
            resolve({.environment = {{"KNOWN_MODELS", known}, {"USER_ID", good_id}}});
        EXPECT_TRUE(loaded.warnings.empty()) << to_text(loaded.warnings);
        return loaded.settings ? loaded.settings->openai.default_model : to_text(loaded.problems);
    };
    EXPECT_EQ(chosen(R"(["realistic", "anime"])"), "anime");
    EXPECT_EQ(chosen(R"(["realistic", "hassaku"])"), "realistic");
}

TEST(Vidsme, refuses_what_a_broken_list_would_take_for_model_names) {
    for (const char* known : {"anime]", R"({"a": 1})", R"("anime", "realistic")", "an{ime", "a'b"})
        EXPECT_FALSE(resolve({.environment = {{"KNOWN_MODELS", known}}}).settings) << known;
    for (const char* known : {"anime", "anime, realistic", R"j(["hassaku(hentai)", "a/b:c-1.5"])j"})
        EXPECT_TRUE(resolve({.environment = {{"KNOWN_MODELS", known}}}).settings) << known;
}

TEST(Vidsme, warns_once_of_a_user_id_that_nobody_wrote) {
    const Loaded loaded = resolve({.environment = {{"UPSTREAM_APP_ID", "x"}}});
    EXPECT_EQ(to_text(loaded.warnings),
              "settings: vidsme.user_id: is empty: easel makes a random user id and keeps it; the "
              "upstream may refuse it\n");
}

TEST(Vidsme, warns_of_a_user_id_that_does_not_look_like_one) {
    struct Case {
        std::string id;
        std::size_t warnings;
    };
    for (const Case& c : std::vector<Case>{
             {good_id, 0}, {"1", 1}, {std::string(64, 'a'), 1}, {std::string(64, 'Z'), 1}}) {
        const Loaded loaded = resolve({.environment = {{"USER_ID", c.id}}});
        ASSERT_TRUE(loaded.settings);
        EXPECT_EQ(loaded.warnings.size(), c.warnings) << to_text(loaded.warnings);
    }
}

TEST(MasterKey, one_means_no_key_and_only_on_loopback) {
    for (const char* listen : {"127.0.0.1:8088", "[::1]:1", "localhost:0"}) {
        const Loaded loaded =
            resolve({.environment = {{"API_MASTER_KEY", "1"}, {"EASEL_LISTEN", listen}}});
        ASSERT_TRUE(loaded.settings) << listen;
        EXPECT_TRUE(loaded.settings->keys.no_auth);
        EXPECT_TRUE(loaded.settings->keys.master.empty());
        EXPECT_EQ(loaded.warnings.size(), 1U);
    }
    for (const char* listen : {":8088", "0.0.0.0:1", "[::]:1", "192.0.2.1:1"}) {
        const Loaded loaded =
            resolve({.environment = {{"API_MASTER_KEY", "1"}, {"EASEL_LISTEN", listen}}});
        EXPECT_FALSE(loaded.settings) << listen;
        ASSERT_EQ(loaded.problems.size(), 1U);
        EXPECT_EQ(loaded.problems[0].field, "API_MASTER_KEY");
        EXPECT_TRUE(loaded.problems[0].message.contains("listen on 127.0.0.1:8088"));
    }
}

TEST(MasterKey, that_is_weak_is_warned_about) {
    struct Case {
        const char* key;
        bool weak;
    };
    for (const Case& c : std::vector<Case>{{"sk-3f9a7c1e5b2d8046", false},
                                           {"short", true},
                                           {"aaaaaaaaaaaaaaaaaaaaaaaa", true},
                                           {"Your_API_Key", true},
                                           {"a key with spaces 0123456", true},
                                           {"sk-vidsme-2api-default-key-please-change-me", true}}) {
        const Loaded loaded = resolve({.environment = {{"API_MASTER_KEY", c.key}}});
        ASSERT_TRUE(loaded.settings);
        EXPECT_EQ(loaded.settings->keys.master.reveal(), c.key);
        EXPECT_FALSE(loaded.settings->keys.no_auth);
        EXPECT_EQ(loaded.warnings.size(), c.weak ? 1U : 0U) << c.key << to_text(loaded.warnings);
    }
}

}  // namespace
}  // namespace easel::config
