#pragma once

#include <exception>
#include <string>

namespace easel::async {

/// Whether a task ended because it was cancelled, and not by a bug.
bool is_cancellation(const std::exception_ptr& error);

/// The words of an exception, for the log.
std::string what(const std::exception_ptr& error);

}  // namespace easel::async
