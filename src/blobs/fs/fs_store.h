#pragma once

#include <filesystem>
#include <memory>

#include "async/offload.h"
#include "blobs/store.h"

namespace easel::blobs {

/// Blobs as files: `<root>/blobs/ab/abcd…`, what is being written in `<root>/spool/`. The caller
/// holds a lock on the root, so left-overs of a killed process are removed at creation.
class FsStore final : public Store {
  public:
    /// Makes the folders (mode 0700). `disk` runs the blocking calls and outlives the store.
    static Result<std::unique_ptr<FsStore>> create(const std::filesystem::path& root,
                                                   async::Offload& disk);

    Task<Result<Spool>> spool() override;
    Task<Result<BlobId>> keep(Spool spool) override;
    Task<Result<Blob>> open(BlobId id) override;
    Task<Result<void>> check() override;

  private:
    FsStore(const std::filesystem::path& root, async::Offload& disk)
        : blobs_(root / "blobs"), spool_(root / "spool"), disk_(disk) {}

    std::filesystem::path blobs_;
    std::filesystem::path spool_;
    async::Offload& disk_;
};

}  // namespace easel::blobs
