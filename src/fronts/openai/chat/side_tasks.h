#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace easel::fronts::openai {

/// Chat interfaces ask the selected model for titles, tags, follow-up questions and completions
/// behind their user's back; painting those would buy pictures that nobody wants. Returns the short
/// text to answer such a request with, nullopt for a request to paint.
///
/// Recognised by how the templates that ship with Open WebUI, LibreChat, NextChat, LobeChat, Cherry
/// Studio and Chatbox begin (read November 2026), in the prompt or in a system text. What comes
/// after is the user's own conversation and decides nothing.
std::optional<std::string> canned_reply(std::string_view prompt,
                                        std::span<const std::string> instructions);

}  // namespace easel::fronts::openai
