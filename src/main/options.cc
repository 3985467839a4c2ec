#include "main/options.h"

#include <unistd.h>

#include <iostream>

#include "base/text.h"
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

// Lines of at most `width` characters.
std::string wrapped(const std::string& text, std::size_t width) {
    std::string out;
    std::size_t column = 0;
    for (const std::string_view word : split(text, ' ')) {
        const bool fits = column + 1 + word.size() <= width;
        if (!out.empty()) out += fits ? ' ' : '\n';
        column = (fits && !out.empty() ? column + 1 : 0) + word.size();
        out += word;
    }
    return out;
}

// The declared prose is Markdown.
std::string help_for(const config::About& about) {
    constexpr std::size_t width = 70;
    const std::string& value = about.value_note.empty() ? about.value : about.value_note;
    return wrapped(replace_all(about.prose + " Default: " + value + ".", "`", ""), width);
}

}  // namespace

void Options::add_to(CLI::App& command) {
    for (const config::Option& option : config::options()) {
        if (option.about.flag.empty()) continue;
        const auto keep = [this, path = option.about.path](const std::string& value) {
            flags_[path] = value;
        };
        command.add_option_function<std::string>(option.about.flag, keep, help_for(option.about))
            ->type_name("VALUE");
    }
    command
        .add_option_function<std::vector<std::string>>(
            "--set",
            [this](const std::vector<std::string>& given) {
                assignments_.insert(assignments_.end(), given.begin(), given.end());
            },
            "Set any option of docs/configuration.md, as often as needed:\n"
            "--set http.max_headers=50")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command.footer(
        "Options also come from the environment, .env and easel.yaml: flag > environment > "
        ".env > file > default.\nAll of them: easel config docs");
}

config::Loaded Options::load() const {
    config::Sources sources;
    sources.flags = flags_;
    sources.assignments = assignments_;
    sources.environment = environment();
    config::Loaded loaded = config::load(sources);
    for (const config::Problem& warning : loaded.warnings)
        std::cerr << "easel: warning: " << config::to_text(warning) << '\n';
    for (const config::Problem& problem : loaded.problems)
        std::cerr << "easel: " << config::to_text(problem) << '\n';
    return loaded;
}

}  // namespace easel::main
