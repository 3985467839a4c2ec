#pragma once

#include <string>
#include <vector>

namespace easel::config {

/// One thing that is wrong (or, in a list of warnings, doubtful) in the configuration. Never holds
/// the value of a secret.
struct Problem {
    std::string source;   ///< a file as it was named, "environment", "command line" or "settings"
    int line = 0;         ///< counts from 1; 0 where the source has no lines
    std::string field;    ///< yaml path, variable or flag; empty if the source as a whole is meant
    std::string message;  ///< what was found and what would be right
    friend bool operator==(const Problem&, const Problem&) = default;
};

/// `easel.yaml:12: http.header_timeout: found "ten"; expected …`
std::string to_text(const Problem& problem);

/// One a line, each ending in a line feed.
std::string to_text(const std::vector<Problem>& problems);

}  // namespace easel::config
