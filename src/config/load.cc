#include "config/load.h"

#include <algorithm>

#include "base/file.h"
#include "config/dot_env.h"
#include "config/yaml_reader.h"

namespace easel::config {
namespace {

enum class Missing { fine, problem };

std::optional<Document> read_document(const std::filesystem::path& path, Missing missing,
                                      std::vector<Problem>& problems) {
    if (path.empty()) return std::nullopt;
    auto text = read_file(path, max_file_bytes);
    if (text) return Document{path.string(), *std::move(text)};
    if (text.error().kind == ErrorKind::not_found) {
        if (missing == Missing::problem)
            problems.push_back({path.string(), 0, "", "there is no such file"});
    } else {
        problems.push_back({path.string(), 0, "", "cannot be read (" + text.error().detail + ")"});
    }
    return std::nullopt;
}

std::string value_in(const Texts& texts, const std::string& name) {
    const auto found = texts.find(name);
    return found == texts.end() ? "" : found->second;
}

// The path by which somebody named the YAML file, empty if nobody did.
std::string named_file(const Sources& sources, const std::optional<Document>& dot_env) {
    if (auto path = value_in(sources.flags, "config"); !path.empty()) return path;
    if (auto path = value_in(sources.environment, "EASEL_CONFIG"); !path.empty()) return path;
    std::string path;
    if (dot_env)
        for (const Variable& variable : read_dot_env(dot_env->text, dot_env->source).variables)
            if (variable.name == "EASEL_CONFIG") path = variable.value;
    return path;
}

}  // namespace

Loaded load(const Sources& sources) {
    std::vector<Problem> problems;
    Inputs inputs{.flags = sources.flags,
                  .assignments = sources.assignments,
                  .environment = sources.environment,
                  .dot_env = read_document(sources.dot_env, Missing::fine, problems)};
    const std::string named = named_file(sources, inputs.dot_env);
    inputs.file = named.empty() ? read_document(sources.default_file, Missing::fine, problems)
                                : read_document(named, Missing::problem, problems);
    Loaded loaded = resolve(inputs);
    if (!problems.empty()) {
        loaded.problems.insert(loaded.problems.begin(), problems.begin(), problems.end());
        loaded.settings.reset();
    }
    return loaded;
}

}  // namespace easel::config
