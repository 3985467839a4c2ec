#pragma once

#include <filesystem>

#include "base/file.h"
#include "base/result.h"

namespace easel::app {

/// The folder that holds everything this installation must not forget: made with mode 0700, or as
/// it was found. Locked so that no two servers use it; the lock ends with the process, however that
/// ends, and is not inherited.
class DataDir {
  public:
    /// `storage_unavailable` if it cannot be made; `cancelled` if another easel holds it.
    static Result<DataDir> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }

  private:
    DataDir(std::filesystem::path path, Fd lock) : path_(std::move(path)), lock_(std::move(lock)) {}
    std::filesystem::path path_;
    Fd lock_;
};

}  // namespace easel::app
