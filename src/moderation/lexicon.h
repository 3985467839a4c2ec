#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "moderation/term.h"

namespace easel::moderation {

/// One list as it is compiled in: base64 lines, see lexicon/lexicon_tool.py.
struct EncodedList {
    Group group = Group::hard;
    std::string_view name;
    std::span<const std::string_view> lines;
};
constexpr std::size_t list_count = 7;

std::array<EncodedList, list_count> built_in_lists();

/// SHA-256 in hex that the built-in lists must have.
std::string_view built_in_checksum();

/// Terms of the lists. `safety_unavailable` if the checksum over names and decoded lines differs or
/// a line cannot be used: a guard with a damaged list must not start.
Result<std::vector<Term>> load_lexicon(std::span<const EncodedList> lists,
                                       std::string_view checksum);

/// The decoded lines of one built-in list: for tests and reviewers.
std::vector<std::string> plain_terms(Group group);

}  // namespace easel::moderation
