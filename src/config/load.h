#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/problem.h"
#include "config/settings.h"

namespace easel::config {

using Texts = std::map<std::string, std::string>;

/// Where the configuration comes from. Of two places that name an option the first one here wins:
/// flags, environment, `.env`, file, default.
struct Sources {
    Texts flags{};                           ///< option path (`log.level`) to value
    std::vector<std::string> assignments{};  ///< the texts of `--set path=value`; flags go first
    Texts environment{};
    std::filesystem::path dot_env = ".env";             ///< need not exist
    std::filesystem::path default_file = "easel.yaml";  ///< need not exist; one that is named must
};

/// Where a value was written. `source` is "default" for what nobody wrote.
struct Origin {
    std::string source;
    int line = 0;
    std::string field;
};

/// Settings if there are no problems. Warnings come either way; none of the texts holds a secret.
struct Loaded {
    std::optional<Settings> settings{};
    std::vector<Problem> problems{};
    std::vector<Problem> warnings{};
    std::map<std::string, Origin> origins{};  ///< option path to where its value came from
};

/// Reads the two files and resolves. Reports everything that is wrong, not the first thing: also
/// bad values that another source overrides.
Loaded load(const Sources& sources);

/// A file's text and the name by which messages call it.
struct Document {
    std::string source;
    std::string text;
};

struct Inputs {
    Texts flags{};
    std::vector<std::string> assignments{};
    Texts environment{};
    std::optional<Document> dot_env{};
    std::optional<Document> file{};
};

/// The part of `load` that touches nothing outside its argument.
Loaded resolve(const Inputs& inputs);

}  // namespace easel::config
