#include "fronts/openai/prompt.h"

#include <algorithm>

#include "base/text.h"

namespace easel::fronts::openai {
namespace {

// Characters of which nothing is seen: Unicode's spaces, joiners, direction marks and fillers.
constexpr std::string_view blanks[] = {
    " ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\u0085", "\u00A0", "\u00AD",
    "\u034F", "\u115F", "\u1160", "\u1680", "\u180E", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u200C",
    "\u200D", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202B", "\u202C", "\u202D",
    "\u202E", "\u202F", "\u205F", "\u2060", "\u2061", "\u2062", "\u2063", "\u2064", "\u2066",
    "\u2067", "\u2068", "\u2069", "\u2800", "\u3000", "\u3164", "\uFE0F", "\uFEFF", "\uFFA0"};

bool shows_something(std::string_view text) {
    while (!text.empty()) {
        const auto* blank =
            std::ranges::find_if(blanks, [&](auto start) { return text.starts_with(start); });
        if (blank == std::end(blanks)) return true;
        text.remove_prefix(blank->size());
    }
    return false;
}

}  // namespace

Result<std::string> check_prompt(std::optional<std::string> prompt, const json::Fields& fields,
                                 std::string_view name) {
    const std::string path = fields.path_of(name);
    if (!prompt)
        return failed(
            fail(ErrorKind::missing_parameter, "Missing required parameter: '" + path + "'.")
                .on(path));
    const std::size_t characters = count_code_points(*prompt);
    if (characters > prompt_characters_max)
        return failed(fields.too_long(name, prompt_characters_max, characters));
    if (!shows_something(*prompt))
        return failed(fail(ErrorKind::empty_string, "Invalid '" + path + "': it must not be empty.")
                          .on(path));
    return *std::move(prompt);
}

}  // namespace easel::fronts::openai
