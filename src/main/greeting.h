#pragma once

#include "app/app.h"

namespace easel::main {

/// Tells a person on standard output where the server is, which key it asks for, and one line that
/// paints a picture.
void greet(const app::App& app, const config::Settings& settings);

}  // namespace easel::main
