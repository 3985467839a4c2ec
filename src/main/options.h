#pragma once

#include <CLI/App.hpp>
#include <optional>

#include "config/load.h"

namespace easel::main {

/// The configuration options of a command line: the declared flags, and `--set path=value`.
class Options {
  public:
    /// Adds the flags to `command`. Must outlive the parsing.
    void add_to(CLI::App& command);

    /// Everything together: flags, environment, `.env`, file.
    config::Loaded load() const;

    /// Settings, with problems and warnings written to standard error; nullopt if there are
    /// problems.
    std::optional<config::Settings> load_or_complain() const;

  private:
    std::map<std::string, std::string> flags_;
    std::vector<std::string> assignments_;
};

}  // namespace easel::main
