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
    program.set_version_flag("--version", "easel " EASEL_VERSION);
    program.require_subcommand(0, 1);
    // The same options before a command and after it: nothing that was written is lost.
    Options options;
    options.add_to(*program.add_subcommand("serve", "Run the server (the default)"));
    CLI::App* config = program.add_subcommand("config", "Look at the configuration");
    config->require_subcommand(1);
    CLI::App* check =
        config->add_subcommand("check", "Say what is wrong with it; exit 78 if anything is");
    options.add_to(*check);
    CLI::App* print = config->add_subcommand("print", "Show every option and where it came from");
    options.add_to(*print);
    CLI::App* docs = config->add_subcommand("docs", "Print the reference of all options");

    CLI::App* version = program.add_subcommand("version", "Print the version");
    options.add_to(program);  // last: a subcommand made later would inherit the footer

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? done : bad_usage;
    }
    if (*version) return std::cout << "easel " EASEL_VERSION "\n", done;
    if (*docs) return config_docs();
    if (*check) return config_check(options);
    if (*print) return config_print(options);
    return serve(options);
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
