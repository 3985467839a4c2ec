#pragma once

#include <string>

#include "order/checked.h"
#include "order/prompt.h"

namespace easel::providers::testing {

/// A prompt as a provider gets it, without a guard behind it. For tests alone.
order::Checked<order::Prompt> checked_prompt(std::string text);

}  // namespace easel::providers::testing
