#pragma once

#include "base/file.h"
#include "base/result.h"

namespace easel::images {

// Files that cross to a child which may have been taken over by the picture it decodes. Trouble
// with them is `backend_unavailable`: the server's own, and not the picture's doing.

/// The same file, but only to read: the child cannot change what it was given.
Result<Fd> read_only(const Fd& file);

/// An empty file in memory for the child to fill, and a second handle to pass to it.
struct Output {
    Fd ours;
    Fd theirs;
};
Result<Output> new_output();

/// Ends all writing to an output, the child's included. Fails if the child still maps it for
/// writing: `internal_error`.
Result<void> seal(const Fd& output);

}  // namespace easel::images
