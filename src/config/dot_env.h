#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"

namespace easel::config {

struct Variable {
    std::string name;
    std::string value;
    int line = 0;
};

struct DotEnv {
    std::vector<Variable> variables;  ///< in the order of the file; of equal names the last counts
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
};

/// Reads a `.env` file as vidsme-2api's library did (python-dotenv 1.0, its README "File format"):
/// comments, `export`, single quotes (only `\\` and `\'` are escapes), double quotes (`\n`, `\t`,
/// `\"` … are escapes), quoted values of many lines, ` #` ends an unquoted value. An unquoted `\n`
/// stays two characters. One difference on purpose: `${NAME}` is never expanded.
///
/// Never fails as a whole: each line that cannot be read becomes one problem of `source`, and after
/// a hundred of them it stops reading.
DotEnv read_dot_env(std::string_view text, const std::string& source);

}  // namespace easel::config
