#pragma once

#include <filesystem>

#include "images/pixels.h"

namespace easel::images::testing {

/// For programs that do not lie beside easel-pixels, as tests do not.
inline PixelsSettings test_settings() {
    PixelsSettings settings;
    settings.program = std::filesystem::path(EASEL_BINARY_DIR) / "easel-pixels";
    return settings;
}

}  // namespace easel::images::testing
