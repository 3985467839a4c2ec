#pragma once

#include <expected>
#include <utility>

#include "base/error.h"

namespace easel {

/// Either the value or the reason why there is none. Test it before `*` or `->`.
template <class T>
using Result = std::expected<T, Error>;

/// Starts a failure: `return fail(ErrorKind::invalid_value, "…").on("size");`
inline Error fail(ErrorKind kind, std::string message,
                  std::source_location where = std::source_location::current()) {
    return Error(kind, std::move(message), where);
}

/// Turns an Error into the failed state of any Result.
inline std::unexpected<Error> failed(Error error) {
    return std::unexpected(std::move(error));
}

}  // namespace easel

// Declaration form only: GCC 12 has an internal error on statement expressions inside coroutines.
//   TRY(auto size, parse_size(text));            in functions that return Result
//   CO_TRY(auto reply, co_await client.fetch(r)); in coroutines that return awaitable<Result>
//   CHECK_OK(expr) / CO_CHECK_OK(expr)            where there is no value to keep
#define EASEL_JOIN2(a, b) a##b
#define EASEL_JOIN(a, b) EASEL_JOIN2(a, b)
#define EASEL_TRY_IMPL(ret, tmp, decl, ...)                \
    auto tmp = __VA_ARGS__;                                \
    if (!tmp) ret ::easel::failed(std::move(tmp).error()); \
    decl = *std::move(tmp)
#define TRY(decl, ...) EASEL_TRY_IMPL(return, EASEL_JOIN(try_, __LINE__), decl, __VA_ARGS__)
#define CO_TRY(decl, ...) EASEL_TRY_IMPL(co_return, EASEL_JOIN(try_, __LINE__), decl, __VA_ARGS__)
#define EASEL_CHECK_IMPL(ret, tmp, ...) \
    if (auto tmp = __VA_ARGS__; tmp) {  \
    } else                              \
        ret ::easel::failed(std::move(tmp).error())
#define CHECK_OK(...) EASEL_CHECK_IMPL(return, EASEL_JOIN(check_, __LINE__), __VA_ARGS__)
#define CO_CHECK_OK(...) EASEL_CHECK_IMPL(co_return, EASEL_JOIN(check_, __LINE__), __VA_ARGS__)
