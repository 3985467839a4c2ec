#include "blobs/fs/fs_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/encoding.h"
#include "base/hash.h"

namespace easel::blobs {
namespace {

namespace fs = std::filesystem;

Error storage_error(const char* action, const fs::path& path, int code) {
    return fail(ErrorKind::storage_unavailable, "The file store did not answer.")
        .because(std::string(action) + " " + path.string() + ": " + std::strerror(code));
}

Error no_such_file() {
    return fail(ErrorKind::not_found, "There is no such file.");
}

Result<void> make_private_folder(const fs::path& path) {
    std::error_code ec;
    fs::create_directories(path, ec);
    if (!ec) fs::permissions(path, fs::perms::owner_all, ec);
    if (ec) return failed(storage_error("make folder", path, ec.value()));
    return {};
}

Result<void> sync_folder(const fs::path& path) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0) return failed(storage_error("sync", path, errno));
    return {};
}

/// Makes the name of a kept file last. Also of one that was there already, and of its folder:
/// whoever made them may not have come so far yet. A folder with nothing new costs next to nothing.
Result<void> sync_folders(const fs::path& root, const fs::path& place) {
    CHECK_OK(sync_folder(place.parent_path()));
    return sync_folder(root);
}

/// Anything else at a blob's place is damage, which the next keep of its content mends.
bool is_whole(const fs::path& place, std::size_t size) {
    struct stat info{};
    return ::lstat(place.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
           static_cast<std::size_t>(info.st_size) == size;
}

Result<BlobId> hash_of(const Fd& file) {
    constexpr std::size_t step = 1 << 18;
    TRY(const std::size_t size, file_size(file.get()));
    Sha256 hash;
    for (std::size_t at = 0; at < size; at += step) {
        TRY(const std::string bytes, read_at(file.get(), at, std::min(step, size - at)));
        hash.add(bytes);
    }
    return BlobId(to_hex(hash.finish()));
}

Result<Spool> new_spool(const fs::path& folder) {
    std::string path = (folder / "XXXXXX").string();
    Fd file(::mkostemp(path.data(), O_CLOEXEC));
    if (!file) return failed(storage_error("create", path, errno));
    return Spool(std::move(file), path);
}

fs::path place_of(const fs::path& root, const BlobId& id) {
    return root / id.get().substr(0, 2) / id.get();
}

Result<BlobId> keep_spool(const fs::path& root, Spool spool) {
    TRY(BlobId id, hash_of(spool.file()));
    TRY(const std::size_t size, file_size(spool.file().get()));
    const fs::path place = place_of(root, id);
    if (is_whole(place, size)) {  // the same content is kept once
        CHECK_OK(sync_folders(root, place));
        return id;
    }
    CHECK_OK(make_private_folder(place.parent_path()));
    if (::fchmod(spool.file().get(), 0400) != 0 || ::fsync(spool.file().get()) != 0 ||
        ::rename(spool.path().c_str(), place.c_str()) != 0)
        return failed(storage_error("keep", place, errno));
    spool.forget();
    CHECK_OK(sync_folders(root, place));
    return id;
}

Result<Blob> open_blob(const fs::path& root, const BlobId& id) {
    if (!is_blob_id(id.get())) return failed(no_such_file());
    const fs::path place = place_of(root, id);
    Fd file(::open(place.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file)
        return failed(errno == ENOENT ? no_such_file() : storage_error("open", place, errno));
    struct stat info{};
    if (::fstat(file.get(), &info) != 0) return failed(storage_error("look at", place, errno));
    if (!S_ISREG(info.st_mode)) return failed(no_such_file());
    return Blob{std::make_shared<const Fd>(std::move(file)),
                static_cast<std::size_t>(info.st_size)};
}

}  // namespace

Result<std::unique_ptr<FsStore>> FsStore::create(const fs::path& root, async::Offload& disk) {
    std::unique_ptr<FsStore> store(new FsStore(root, disk));
    std::error_code ec;
    fs::remove_all(store->spool_, ec);  // what a killed process left half written
    CHECK_OK(make_private_folder(store->spool_));
    CHECK_OK(make_private_folder(store->blobs_));
    return store;
}

Task<Result<Spool>> FsStore::spool() {
    return disk_.run([folder = spool_] { return new_spool(folder); });
}

Task<Result<BlobId>> FsStore::keep(Spool spool) {
    return disk_.run([root = blobs_, spool = std::move(spool)]() mutable {
        return keep_spool(root, std::move(spool));
    });
}

Task<Result<Blob>> FsStore::open(BlobId id) {
    return disk_.run([root = blobs_, id = std::move(id)] { return open_blob(root, id); });
}

Task<Result<void>> FsStore::check() {
    return disk_.run([folder = spool_]() -> Result<void> {
        TRY(const Spool probe, new_spool(folder));
        return write_all(probe.file().get(), "easel");
    });
}

}  // namespace easel::blobs
