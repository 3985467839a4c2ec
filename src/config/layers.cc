#include "config/layers.h"

#include <algorithm>

#include "base/text.h"
#include "config/dot_env.h"
#include "config/option.h"
#include "config/yaml_layer.h"

namespace easel::config {
namespace {

// With EASEL_KEY, which holds the caller's key in the examples and is no option of the server.
std::vector<std::string> known_variables() {
    std::vector<std::string> out = {"EASEL_KEY"};
    for (const Option& option : options())
        out.insert(out.end(), option.about.env.begin(), option.about.env.end());
    return out;
}

std::string hint(const std::string& suggestion) {
    return suggestion.empty() ? "" : "; did you mean " + suggestion + "?";
}

std::vector<std::string> paths() {
    std::vector<std::string> out;
    for (const Option& option : options())
        out.push_back(option.about.path);
    return out;
}

// Of two `--set` for one option the later one counts, and a flag of its own before both.
Layer read_flags(const Inputs& inputs, std::vector<Problem>& problems) {
    Layer layer;
    const auto keep = [&](const std::string& path, const std::string& value) {
        const std::string shown = "--set " + printable(path, 80);
        const Option* option = find_option(path);
        const bool closed = option != nullptr && option->about.place == Place::environment_only;
        if (option == nullptr || closed) {
            problems.push_back({"command line", 0, shown,
                                closed ? "is only read as the variable " + option->about.env.front()
                                       : "there is no such option" + hint(nearest(path, paths()))});
            return;
        }
        const std::string& flag = option->about.flag;
        layer.insert_or_assign(
            path, Candidate{Node::of(value), {"command line", 0, flag.empty() ? shown : flag}});
    };
    for (const std::string& assignment : inputs.assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos)
            problems.push_back({"command line", 0, "--set", "expected path=value"});
        else
            keep(std::string(trim(assignment.substr(0, equals))), assignment.substr(equals + 1));
    }
    for (const auto& [path, value] : inputs.flags)
        keep(path, value);
    return layer;
}

// Of an option's names the first that has a value counts; an empty one counts if no other is there.
Layer read_variables(const std::map<std::string, Candidate>& variables) {
    Layer layer;
    for (const Option& option : options())
        for (const std::string& name : option.about.env) {
            const auto found = variables.find(name);
            if (found == variables.end()) continue;
            const auto [place, added] = layer.try_emplace(option.about.path, found->second);
            if (!added && place->second.node.empty()) place->second = found->second;
        }
    return layer;
}

void warn_of_unknown(const std::map<std::string, Candidate>& variables,
                     std::vector<Problem>& warnings) {
    const std::vector<std::string> known = known_variables();
    for (const auto& [name, candidate] : variables)
        if (name.starts_with("EASEL_") && std::ranges::find(known, name) == known.end())
            warnings.push_back({candidate.origin.source, candidate.origin.line, printable(name, 80),
                                "easel has no such variable" + hint(nearest(name, known))});
}

Layer read_environment(const Texts& environment, std::vector<Problem>& warnings) {
    std::map<std::string, Candidate> variables;
    for (const auto& [name, value] : environment)
        variables.emplace(name, Candidate{Node::of(value), {"environment", 0, name}});
    warn_of_unknown(variables, warnings);
    return read_variables(variables);
}

// vidsme-2api took the names of its `.env` in any case; an exact spelling goes first.
Layer read_dot_env_layer(const Document& document, Layers& layers) {
    const DotEnv file = read_dot_env(document.text, document.source);
    layers.problems.insert(layers.problems.end(), file.problems.begin(), file.problems.end());
    layers.warnings.insert(layers.warnings.end(), file.warnings.begin(), file.warnings.end());
    const std::vector<std::string> known = known_variables();
    std::map<std::string, Candidate> exact;
    std::map<std::string, Candidate> folded;
    for (const Variable& variable : file.variables) {
        const Candidate candidate{Node::of(variable.value, variable.line),
                                  {document.source, variable.line, variable.name}};
        const auto same = [&](const std::string& name) { return iequals(name, variable.name); };
        exact.insert_or_assign(variable.name, candidate);
        if (const auto name = std::ranges::find_if(known, same); name != known.end())
            folded.insert_or_assign(*name, candidate);
    }
    exact.merge(folded);
    warn_of_unknown(exact, layers.warnings);
    return read_variables(exact);
}

}  // namespace

Layers read_layers(const Inputs& inputs) {
    Layers layers;
    layers.in_order.push_back(read_flags(inputs, layers.problems));
    layers.in_order.push_back(read_environment(inputs.environment, layers.warnings));
    layers.in_order.push_back(inputs.dot_env ? read_dot_env_layer(*inputs.dot_env, layers)
                                             : Layer{});
    layers.in_order.push_back(inputs.file ? read_yaml_layer(*inputs.file, layers) : Layer{});
    return layers;
}

}  // namespace easel::config
