#include "app/data_dir.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace easel::app {
namespace fs = std::filesystem;

Result<DataDir> DataDir::open(const fs::path& path) {
    const auto unusable = [&](const std::string& why) {
        return failed(fail(ErrorKind::storage_unavailable,
                           "The data directory " + path.string() + " cannot be used: " + why +
                               ". Choose another with EASEL_DATA_DIR or --data-dir."));
    };
    std::error_code ec;
    fs::create_directories(path, ec);
    if (!ec) fs::permissions(path, fs::perms::owner_all, ec);
    if (ec) return unusable(ec.message());

    Fd lock(::open((path / "easel.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return unusable(std::strerror(errno));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return failed(
            fail(ErrorKind::cancelled, "Another easel uses the data directory " + path.string() +
                                           ". Stop it, or choose another "
                                           "directory with EASEL_DATA_DIR or --data-dir."));
    return DataDir(path, std::move(lock));
}

}  // namespace easel::app
