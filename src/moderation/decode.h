#pragma once

#include <string>
#include <string_view>

namespace easel::moderation {

/// One round of undoing what a text may be wrapped in: `%6c`, `%u006c`, `&#108;`, `&#x6c;`, some
/// named HTML entities, `\x6c`, `\u006c`, `\u{6c}`, `\U0000006c` and tag characters (invisible
/// twins of ASCII). What does not parse stays as it is; the result may be malformed UTF-8. Never
/// longer than the input.
std::string decode_escapes(std::string_view text);

/// Each short `<...>` as a character without width: `li<b></b>on`, `li<!-- -->on`. Never longer
/// than the input.
std::string without_tags(std::string_view text);

}  // namespace easel::moderation
