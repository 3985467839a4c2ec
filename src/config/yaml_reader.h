#pragma once

#include <expected>
#include <string_view>

#include "config/node.h"
#include "config/problem.h"

namespace easel::config {

inline constexpr std::size_t max_file_bytes = std::size_t{1} << 20;

/// Reads one YAML document (JSON is one too) into a tree. Anchors, aliases, tags, duplicate names,
/// a second document, invalid UTF-8, control characters and whatever exceeds the limits (1 MiB,
/// 16 levels, 5000 values) are refused with their line. An empty text is `nothing`.
///
/// The problem's `source` is left empty: the caller knows what it read.
std::expected<Node, Problem> read_yaml(std::string_view text);

}  // namespace easel::config
