#pragma once

#include <string>
#include <string_view>

#include "config/load.h"

namespace easel::config {

/// What `easel config print` shows: a line an option with its value and where it came from, then
/// what follows from them. Secrets are `(set)` or `(not set)`. Needs `loaded.settings`.
std::string print(const Loaded& loaded);

/// docs/configuration.md, made from the declarations.
std::string docs();

/// The easel.yaml that docs() shows.
std::string_view example_file();

}  // namespace easel::config
