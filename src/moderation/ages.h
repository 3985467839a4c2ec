#pragma once

#include "moderation/budget.h"
#include "moderation/symbols.h"

namespace easel::moderation {

/// True if the text gives somebody's age below 18, in English or Chinese, in digits or words:
/// "12 years old", "12yo", "aged twelve", "under 18", "10 + 2 years old", "6th grader", "turning
/// 12", "十二岁". "12 years" alone is a time, not an age.
bool names_minor_age(const Symbols& symbols, Budget& budget);

}  // namespace easel::moderation
