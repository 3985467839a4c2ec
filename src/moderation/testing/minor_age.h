#pragma once

#include <string>

#include "moderation/testing/evasion.h"

namespace easel::moderation::testing {

/// An age below 18 in bare form, for the evasions whose names begin with `age_`.
std::string minor_age(Evasion evasion, Chance& chance);

}  // namespace easel::moderation::testing
