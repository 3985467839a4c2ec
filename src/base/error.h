#pragma once

#include <chrono>
#include <optional>
#include <source_location>
#include <string>

#include "base/error_kind.h"

namespace easel {

/// A failure as a value. Expected failures travel as `Result<T>`; only bugs and start-up failures
/// throw or abort.
///
/// `message` is for the caller: it names the parameter and the allowed values and never holds a
/// secret, a path of this machine or an upstream's raw words. `detail` is for the log alone, so
/// that showing an internal to a caller takes a deliberate act. Copyable, thread-compatible.
struct Error {
    ErrorKind kind = ErrorKind::internal_error;
    std::string message;
    std::string param;   ///< the request field at fault, empty if none
    std::string detail;  ///< for the log: upstream status, errno text, at most a few hundred bytes
    std::optional<std::chrono::seconds> retry_after;  ///< earliest sensible next try, if known
    std::source_location where;

    Error(ErrorKind k, std::string text, std::source_location at = std::source_location::current())
        : kind(k), message(std::move(text)), where(at) {}

    /// Names the request field at fault: `return fail(ErrorKind::invalid_value, "…").on("size");`
    Error&& on(std::string parameter) && {
        param = std::move(parameter);
        return std::move(*this);
    }
    /// Adds what only the log may see.
    Error&& because(std::string text) && {
        detail = std::move(text);
        return std::move(*this);
    }
    Error&& retry_in(std::chrono::seconds wait) && {
        retry_after = wait;
        return std::move(*this);
    }
};

}  // namespace easel
