#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/fields.h"

namespace easel::fronts::openai {

constexpr std::size_t prompt_characters_max = 32'000;

/// A prompt of 1..32000 characters with something to see among them; else an error on the field
/// `name`: `missing_parameter`, `empty_string` or `string_too_long`.
Result<std::string> check_prompt(std::optional<std::string> prompt, const json::Fields& fields,
                                 std::string_view name);

}  // namespace easel::fronts::openai
