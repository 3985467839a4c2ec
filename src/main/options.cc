#include "main/options.h"

#include <unistd.h>

#include <iostream>

#include "config/option.h"

namespace easel::main {
namespace {

config::Texts environment() {
    config::Texts texts;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const std::size_t equals = text.find('=');
        if (equals != std::string::npos) texts[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return texts;
}

}  // namespace

void Options::add_to(CLI::App& command) {
    for (const config::Option& option : config::options()) {
        if (option.about.flag.empty()) continue;
        const auto keep = [this, path = option.about.path](const std::string& value) {
            flags_[path] = value;
        };
        std::string help = option.about.prose;
        if (!option.about.value.empty()) help += " [" + option.about.value + "]";
        command.add_option_function<std::string>(option.about.flag, keep, help)->type_name("VALUE");
    }
    command
        .add_option("--set", assignments_,
                    "Set any option of docs/configuration.md: --set http.max_headers=50")
        ->type_name("PATH=VALUE");
}

config::Loaded Options::load() const {
    config::Sources sources;
    sources.flags = flags_;
    sources.assignments = assignments_;
    sources.environment = environment();
    return config::load(sources);
}

std::optional<config::Settings> Options::load_or_complain() const {
    config::Loaded loaded = load();
    for (const config::Problem& warning : loaded.warnings)
        std::cerr << "easel: warning: " << config::to_text(warning) << '\n';
    for (const config::Problem& problem : loaded.problems)
        std::cerr << "easel: " << config::to_text(problem) << '\n';
    if (!loaded.problems.empty()) return std::nullopt;
    return std::move(loaded.settings);
}

}  // namespace easel::main
