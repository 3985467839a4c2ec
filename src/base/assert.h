#pragma once

namespace easel::detail {
/// Prints where and what, then aborts. Never returns.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}  // namespace easel::detail

/// An invariant of the program, checked in every build. Never for input: input gets an Error.
#define EASEL_ASSERT(condition)   \
    (static_cast<bool>(condition) \
         ? static_cast<void>(0)   \
         : ::easel::detail::assertion_failed(#condition, __FILE__, __LINE__))
