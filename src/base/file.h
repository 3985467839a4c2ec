#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace easel {

/// Owns one file descriptor and closes it. Move-only; -1 means none.
class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd() { reset(); }
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        if (this != &other) reset(std::exchange(other.fd_, -1));
        return *this;
    }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset(int fd = -1);

  private:
    int fd_ = -1;
};

/// The whole file, or `not_found` / `storage_unavailable`. A file above `max_bytes` fails too.
/// Reads to the end, so that a pipe or a device is what comes out of it.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Replaces the file in one step: temporary file beside it, fsync, rename, fsync of the folder.
/// After a power cut it holds the old bytes or the new ones, never a part.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                                   mode_t mode);

/// The text of a file of secrets, which gets mode 0600 if it had another; `not_found` if there is
/// none.
Result<std::string> load_private(const std::filesystem::path& path);

/// The same; if there is none, what `make` returns, kept atomically first. For the few things a
/// server makes once and needs for ever.
Result<std::string> load_or_create_private(const std::filesystem::path& path,
                                           const std::function<std::string()>& make);

/// Writes all of `bytes`, however often the kernel takes less.
Result<void> write_all(int fd, std::string_view bytes);

/// An unnamed file in memory that can be passed to a child.
Result<Fd> memory_file(const char* name);

/// Bytes in the file behind `fd`.
Result<std::size_t> file_size(int fd);

/// Exactly `length` bytes from `offset`; fewer is an error.
Result<std::string> read_at(int fd, std::size_t offset, std::size_t length);

}  // namespace easel
