#pragma once

#include <string>

#include "base/encoding.h"

namespace easel::jobs::testing {

/// A PNG of 1 x 1 pixels.
inline std::string small_picture() {
    return *from_base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg==");
}

}  // namespace easel::jobs::testing
