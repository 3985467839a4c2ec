#pragma once

#include <chrono>

#include "base/clock.h"

namespace easel::providers::vidsme {

/// When to ask: dense while a fast upstream may be done any moment, sparse later.
struct Polling {
    Duration first = std::chrono::seconds(1);  ///< from acceptance to the first question
    Duration fast_interval = std::chrono::seconds(1);
    Duration fast_until = std::chrono::seconds(10);
    Duration medium_interval = std::chrono::seconds(2);
    Duration medium_until = std::chrono::seconds(30);
    Duration interval = std::chrono::seconds(3);
    Duration timeout = std::chrono::seconds(240);  ///< from acceptance to giving up
    int failures_max = 5;                          ///< answers in a row that tell nothing
};

/// The wait before the next question when `since` has passed since acceptance. Zero means that
/// the time is over; the last question falls on the time-out itself.
Duration next_wait(const Polling& polling, Duration since);

/// The wait after `failures` questions in a row that told nothing: doubles, so that an upstream
/// in trouble gets rest, up to 16 s.
Duration wait_after_trouble(const Polling& polling, Duration since, int failures);

}  // namespace easel::providers::vidsme
