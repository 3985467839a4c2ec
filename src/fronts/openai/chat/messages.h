#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "json/fields.h"

namespace easel::fronts::openai {

/// A conversation, as far as painting needs it.
struct Conversation {
    std::string prompt;                     ///< the text of the last user message
    std::vector<std::string> instructions;  ///< system and developer texts
    std::size_t pictures = 0;               ///< shown by the user, in any message
};

/// Reads the field `messages` (contract section 5.1). The message to paint must be understood as a
/// whole; of the others, which clients replay as they came, only what is needed is looked at.
Result<Conversation> read_conversation(json::Fields& fields);

}  // namespace easel::fronts::openai
