#pragma once

#include "config/load.h"

namespace easel::config {

/// What `finish` must know besides the values.
struct Given {
    bool vidsme_named = false;  ///< by a variable, a flag or a section
};

/// Computes the derived fields and makes the checks that concern more than one option. Adds to
/// `loaded.problems` and `loaded.warnings`, with the place where the value at fault was written.
void finish(Settings& settings, const Given& given, Loaded& loaded);

}  // namespace easel::config
