#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace easel::json {

/// What one document may cost. Exceeding one is an error at the byte where it happens.
struct Limits {
    std::size_t bytes = 32_MiB;
    std::size_t depth = 64;
    std::size_t items = 100'000;  ///< values of all kinds together
};

/// Reads one whole JSON document.
///
/// Errors, all of them the writer's fault: `invalid_json`, `invalid_utf8` (also a byte order mark,
/// a lone surrogate or NUL in a string), `json_too_deep`, `duplicate_json_key`,
/// `request_too_large`.
Result<boost::json::value> parse(std::string_view text, Limits limits = {});

/// The same, and the top level must be an object.
Result<boost::json::object> parse_object(std::string_view text, Limits limits = {});

}  // namespace easel::json
