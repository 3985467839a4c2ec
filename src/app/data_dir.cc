#include "app/data_dir.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include "observe/log.h"

namespace easel::app {
namespace fs = std::filesystem;
namespace {

// A folder that was there before easel keeps its mode: it may be shared on purpose, or be /tmp.
void warn_if_open(const fs::path& path) {
    constexpr auto others = fs::perms::others_read | fs::perms::others_exec;
    std::error_code ec;
    if ((fs::status(path, ec).permissions() & others) != fs::perms::none)
        observe::log(observe::Level::warn,
                     "other users of this machine can look into the data directory; chmod 700 ends "
                     "that",
                     {{"path", path.string()}});
}

}  // namespace

Result<DataDir> DataDir::open(const fs::path& path) {
    const auto unusable = [&](const std::string& why) {
        return failed(fail(ErrorKind::storage_unavailable,
                           "The data directory " + path.string() + " cannot be used: " + why +
                               ". Choose another with EASEL_DATA_DIR or --data-dir."));
    };
    std::error_code ec;
    const bool made = fs::create_directories(path, ec);
    if (made && !ec) fs::permissions(path, fs::perms::owner_all, ec);
    if (ec) return unusable(ec.message());
    if (!made) warn_if_open(path);

    Fd lock(::open((path / "easel.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return unusable(std::strerror(errno));
    const int refused = ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
    if (refused == EWOULDBLOCK)
        return failed(
            fail(ErrorKind::cancelled, "Another easel uses the data directory " + path.string() +
                                           ". Stop it, or choose another "
                                           "directory with EASEL_DATA_DIR or --data-dir."));
    if (refused != 0) return unusable(std::strerror(refused));
    return DataDir(path, std::move(lock));
}

}  // namespace easel::app
