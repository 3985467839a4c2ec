#pragma once

#include "main/options.h"

namespace easel::main {

/// Runs the server until a signal ends it. Returns an ExitCode, as the others do.
int serve(const Options& options);

/// Says whether the configuration is right, and what is wrong with it.
int config_check(const Options& options);
/// Shows every option with its value and where it came from; secrets masked.
int config_print(const Options& options);
/// Prints docs/configuration.md.
int config_docs();

}  // namespace easel::main
