#pragma once

#include <string>
#include <string_view>

namespace easel::net::http {

/// One server-sent event frame: `event:` line if `event` is not empty, one `data:` line a line of
/// `data`, and the closing blank line. Never writes `id:` or `retry:` (the OpenAI clients break).
std::string sse_frame(std::string_view event, std::string_view data);

/// A comment frame: keeps proxies awake and no client sees it.
std::string sse_comment(std::string_view text);

}  // namespace easel::net::http
