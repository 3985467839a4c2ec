#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace easel {
namespace {

Error storage_error(const char* action, const std::filesystem::path& path, int code) {
    const ErrorKind kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::storage_unavailable;
    return fail(kind, "The file store did not answer.")
        .because(std::string(action) + " " + path.string() + ": " + std::strerror(code));
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const Fd fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0) return failed(storage_error("sync", folder, errno));
    return {};
}

}  // namespace

void Fd::reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return failed(storage_error("open", path, errno));
    std::string out;
    for (char piece[16 * 1024];;) {
        const ssize_t got = ::read(fd.get(), piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(storage_error("read", path, errno));
        if (got == 0) return out;
        if (out.size() + static_cast<std::size_t>(got) > max_bytes)
            return failed(storage_error("read", path, EFBIG));
        out.append(piece, static_cast<std::size_t>(got));
    }
}

Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                                   mode_t mode) {
    std::string temporary = path.string() + ".XXXXXX";
    const Fd fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd) return failed(storage_error("create", temporary, errno));
    Result<void> written = write_all(fd.get(), bytes);
    if (written && (::fchmod(fd.get(), mode) != 0 || ::fsync(fd.get()) != 0 ||
                    ::rename(temporary.c_str(), path.c_str()) != 0))
        written = failed(storage_error("write", path, errno));
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return sync_folder(path.parent_path());
}

Result<std::string> load_private(const std::filesystem::path& path) {
    constexpr std::size_t kept_bytes_max = 64 * 1024;
    Result<std::string> kept = read_file(path, kept_bytes_max);
    if (kept && ::chmod(path.c_str(), 0600) != 0)
        return failed(storage_error("chmod", path, errno));
    return kept;
}

Result<std::string> load_or_create_private(const std::filesystem::path& path,
                                           const std::function<std::string()>& make) {
    Result<std::string> kept = load_private(path);
    if (kept || kept.error().kind != ErrorKind::not_found) return kept;
    std::string made = make();
    CHECK_OK(write_file_atomically(path, made, 0600));
    return made;
}

Result<void> write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed(storage_error("write", "", errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<Fd> memory_file(const char* name) {
    Fd fd(::memfd_create(name, MFD_CLOEXEC));
    if (!fd) return failed(storage_error("create in memory", name, errno));
    return fd;
}

Result<std::size_t> file_size(int fd) {
    struct stat info{};
    if (::fstat(fd, &info) != 0) return failed(storage_error("stat", "", errno));
    return static_cast<std::size_t>(info.st_size);
}

Result<std::string> read_at(int fd, std::size_t offset, std::size_t length) {
    std::string out(length, '\0');
    std::size_t have = 0;
    while (have < length) {
        const ssize_t got =
            ::pread(fd, out.data() + have, length - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return failed(storage_error("read", "", got < 0 ? errno : EIO));
        have += static_cast<std::size_t>(got);
    }
    return out;
}

}  // namespace easel
