#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace easel::net::http {

/// Where a request goes, normalised once so that nobody after this has to look twice.
struct Target {
    /// Starts with `/`. Escapes of unreserved characters are undone, all others are kept with
    /// upper-case digits (`%2F` stays inside its segment), `.` and `..` are resolved, empty
    /// segments stay.
    std::string path;
    std::string query;      ///< as sent, without the `?`
    std::string authority;  ///< of the absolute form, else empty
};

/// Reads origin-form (`/a?b`), absolute-form (`http://host/a`) and `*` (RFC 9112 section 3.2).
/// `invalid_request` for anything else: broken escapes, encoded control characters, a path that is
/// not UTF-8 once decoded, a fragment.
Result<Target> parse_target(std::string_view raw);

}  // namespace easel::net::http
