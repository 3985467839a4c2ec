#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easel::fronts::openai {

/// Chat interfaces ask the selected model for titles, tags, follow-up questions and completions
/// behind their user's back; painting those would buy pictures that nobody wants. Returns the short
/// text to answer such a request with, nullopt for a request to paint.
///
/// Recognised by the wording of the templates that ship with Open WebUI, LibreChat, NextChat,
/// LobeChat and Cherry Studio (read November 2026): an instruction about the conversation, in the
/// prompt or in the system text.
std::optional<std::string> canned_reply(std::string_view prompt, std::string_view instructions);

}  // namespace easel::fronts::openai
