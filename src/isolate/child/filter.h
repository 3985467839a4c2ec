#pragma once

#include <string>

namespace easel::isolate {

/// Forbids every system call but those that computing on memory and open descriptors needs, for all
/// threads and for good; any other kills the process. No file can be opened, no socket made, no
/// program started, no page made executable. Returns why it could not be set, or "" if it is.
/// Sanitizer builds set none: their runtime opens files whenever it likes.
std::string set_filter();

}  // namespace easel::isolate
