#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "async/task.h"
#include "base/file.h"
#include "base/result.h"
#include "base/strong.h"

namespace easel::blobs {

/// SHA-256 of the content, 64 lower-case hex digits.
using BlobId = Strong<std::string, struct BlobIdTag>;

/// True for exactly what a BlobId looks like; anything else never reaches a path.
bool is_blob_id(std::string_view text);

/// An open blob: immutable, readable from any thread at any offset.
struct Blob {
    std::shared_ptr<const Fd> file;
    std::size_t bytes = 0;
};

/// A file being filled, before it becomes a blob. Removed when it is destroyed unkept.
class Spool {
  public:
    Spool(Fd file, std::filesystem::path path) : file_(std::move(file)), path_(std::move(path)) {}
    ~Spool();
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&&) = delete;

    const Fd& file() const { return file_; }
    const std::filesystem::path& path() const { return path_; }
    /// The file now belongs to somebody else: leave it in place.
    void forget() { path_.clear(); }

  private:
    Fd file_;
    std::filesystem::path path_;  // empty: nothing to remove
};

/// Where blobs are kept. Any thread. Errors: `storage_unavailable`; `not_found` from open.
class Store {
  public:
    virtual ~Store() = default;
    /// A new empty file to write into.
    virtual Task<Result<Spool>> spool() = 0;
    /// Keeps what was written, durably: when this returns, a power cut loses nothing.
    virtual Task<Result<BlobId>> keep(Spool spool) = 0;
    virtual Task<Result<Blob>> open(BlobId id) = 0;
    /// Whether keeping would work now.
    virtual Task<Result<void>> check() = 0;
};

}  // namespace easel::blobs
