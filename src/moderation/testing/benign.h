#pragma once

#include <string>
#include <vector>

namespace easel::moderation::testing {

/// Everyday prompts that must pass on general models, chosen to come close to the word lists.
std::vector<std::string> written_prompts();

/// Everyday prompts put together from neutral lists: who, does what, where, in which style.
std::vector<std::string> composed_prompts();

}  // namespace easel::moderation::testing
