#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <iostream>

#include "main/commands.h"
#include "main/exit_code.h"

namespace {

using namespace easel::main;

int parse_and_run(int argc, char** argv) {
    CLI::App program(
        "easel: an image gateway. One OpenAI-shaped API in front of any image service.\n"
        "Without a command it serves.");
    program.footer(
        "Options also come from the environment, .env and easel.yaml: flag > environment > "
        ".env > file > default.\nAll of them: easel config docs");
    program.set_version_flag("--version", "easel " EASEL_VERSION);
    program.require_subcommand(0, 1);
    Options options;
    options.add_to(program);

    Options serve_options;
    CLI::App* serving = program.add_subcommand("serve", "Run the server (the default)");
    serve_options.add_to(*serving);

    CLI::App* config = program.add_subcommand("config", "Look at the configuration");
    config->require_subcommand(1);
    Options check_options;
    CLI::App* check =
        config->add_subcommand("check", "Say what is wrong with it; exit 78 if anything is");
    check_options.add_to(*check);
    Options print_options;
    CLI::App* print = config->add_subcommand("print", "Show every option and where it came from");
    print_options.add_to(*print);
    CLI::App* docs = config->add_subcommand("docs", "Print the reference of all options");

    CLI::App* version = program.add_subcommand("version", "Print the version");

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? done : bad_usage;
    }
    if (*version) return std::cout << "easel " EASEL_VERSION "\n", done;
    if (*docs) return config_docs();
    if (*check) return config_check(check_options);
    if (*print) return config_print(print_options);
    return serve(*serving ? serve_options : options);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return parse_and_run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "easel: " << error.what() << '\n';
        return failed_running;
    }
}
