#pragma once

#include "base/clock.h"

namespace easel::net::fetch {

/// Sockets, and curl with them, live in real time, whatever Clock the rest of a test goes by.
inline SteadyTime real_now() {
    return SystemClock().now();
}

}  // namespace easel::net::fetch
