#include "config/describe.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "config/option.h"

namespace easel::config {
namespace {

TEST(Describe, prints_each_option_with_its_value_and_its_place) {
    const Loaded loaded =
        resolve({.flags = {{"threads", "2"}},
                 .environment = {{"API_MASTER_KEY", "sk-3f9a7c1e5b2d8046"}},
                 .dot_env = Document{".env", "\nUSER_ID=\nEASEL_VIDSME_ORIGIN=\n"},
                 .file = Document{"easel.yaml", "http:\n  max_headers: 50\n"}});
    ASSERT_TRUE(loaded.settings) << to_text(loaded.problems);
    std::set<std::string> lines;
    const std::string text = print(loaded);
    for (const std::string_view line : split(text, '\n')) {
        std::string compact(line);
        while (compact.contains("  "))
            compact = replace_all(compact, "  ", " ");
        lines.insert(compact);
    }
    for (const char* line :
         {"listen 127.0.0.1:8088 default", "threads 2 command line --threads",
          "keys.master (set) environment API_MASTER_KEY", "vidsme.user_id (not set) .env:2",
          "http.max_headers 50 easel.yaml:2", "default_model anime default",
          "public_url (not set) default", "vidsme.origin \"\" .env:3", "vidsme is on",
          "the admin key is the configured one"})
        EXPECT_TRUE(lines.contains(line)) << line << "\n" << text;
    for (const Option& option : options())
        EXPECT_TRUE(text.contains("\n" + option.about.path + " ")) << option.about.path;
}

TEST(Describe, documents_every_option_and_is_fresh) {
    const std::string path = EASEL_SOURCE_DIR "/docs/configuration.md";
    if (std::getenv("EASEL_REGENERATE") != nullptr) {
        ASSERT_TRUE(write_file_atomically(path, docs(), 0644));
    }
    const auto page = read_file(path, 1 << 20);
    ASSERT_TRUE(page);
    EXPECT_TRUE(*page == docs()) << "run EASEL_REGENERATE=1 test_config and look at the diff";
    for (const Option& option : options())
        EXPECT_TRUE(page->contains("`" + option.about.path + "`")) << option.about.path;
}

TEST(Describe, shows_an_example_file_that_works) {
    const Loaded loaded = resolve({.file = Document{"easel.yaml", std::string(example_file())}});
    EXPECT_TRUE(loaded.settings) << to_text(loaded.problems);
    EXPECT_TRUE(loaded.warnings.empty()) << to_text(loaded.warnings);
}

TEST(Describe, every_option_has_one_name_of_each_kind_and_a_sentence) {
    std::set<std::string> names;
    for (const Option& option : options()) {
        const About& about = option.about;
        EXPECT_TRUE(names.insert(about.path).second) << about.path;
        for (const std::string& variable : about.env)
            EXPECT_TRUE(names.insert(variable).second) << variable;
        if (!about.flag.empty()) {
            EXPECT_TRUE(names.insert(about.flag).second) << about.flag;
        }
        EXPECT_TRUE(about.prose.ends_with('.')) << about.path;
        EXPECT_FALSE(option.expected.empty()) << about.path;
        EXPECT_TRUE(!about.value.empty() || !about.value_note.empty()) << about.path;
    }
}

}  // namespace
}  // namespace easel::config
