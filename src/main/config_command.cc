#include <iostream>

#include "config/describe.h"
#include "main/commands.h"
#include "main/exit_code.h"

namespace easel::main {

int config_check(const Options& options) {
    if (!options.load().settings) return bad_config;
    std::cout << "The configuration is right.\n";
    return done;
}

int config_print(const Options& options) {
    const config::Loaded loaded = options.load();
    if (!loaded.settings) return bad_config;
    std::cout << config::print(loaded);
    return done;
}

int config_docs() {
    std::cout << config::docs();
    return done;
}

}  // namespace easel::main
