#pragma once

#include <string>
#include <string_view>

namespace easel::moderation {

/// One round of undoing what a text may be wrapped in: `%6c`, `%u006c`, `&#108;`, `&#x6c;`, a few
/// named HTML entities, `\u006c` and tag characters (invisible twins of ASCII). What does not parse
/// stays as it is; the result may be malformed UTF-8. Never longer than the input.
std::string decode_escapes(std::string_view text);

}  // namespace easel::moderation
