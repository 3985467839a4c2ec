#include "config/problem.h"

namespace easel::config {

std::string to_text(const Problem& problem) {
    std::string out = problem.source;
    if (problem.line > 0) out += ":" + std::to_string(problem.line);
    if (!problem.field.empty()) out += ": " + problem.field;
    return out + ": " + problem.message;
}

std::string to_text(const std::vector<Problem>& problems) {
    std::string out;
    for (const Problem& problem : problems)
        out += to_text(problem) + "\n";
    return out;
}

}  // namespace easel::config
