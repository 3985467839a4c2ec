#pragma once

#include <CLI/App.hpp>

#include "config/load.h"

namespace easel::main {

/// The configuration options of a command line: the declared flags, and `--set path=value`.
class Options {
  public:
    /// Adds the flags to `command`. Must outlive the parsing. Of two commands the later word
    /// counts.
    void add_to(CLI::App& command);

    /// Everything together: flags, environment, `.env`, file. What is wrong or doubtful is written
    /// to standard error.
    config::Loaded load() const;

  private:
    std::map<std::string, std::string> flags_;
    std::vector<std::string> assignments_;
};

}  // namespace easel::main
