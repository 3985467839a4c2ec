#include "images/handover.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>

namespace easel::images {
namespace {

Error cannot(ErrorKind kind, const char* action) {
    return fail(kind, "The server could not process the picture.")
        .because(std::string(action) + ": " + std::strerror(errno));
}

}  // namespace

Result<Fd> read_only(const Fd& file) {
    const std::string path = "/proc/self/fd/" + std::to_string(file.get());
    Fd opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) return failed(cannot(ErrorKind::backend_unavailable, "open again"));
    return opened;
}

Result<Output> new_output() {
    Output output{Fd(::memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING)), Fd()};
    if (!output.ours) return failed(cannot(ErrorKind::backend_unavailable, "memfd"));
    output.theirs.reset(::fcntl(output.ours.get(), F_DUPFD_CLOEXEC, 0));
    if (!output.theirs) return failed(cannot(ErrorKind::backend_unavailable, "dup"));
    return output;
}

Result<void> seal(const Fd& output) {
    const int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    if (::fcntl(output.get(), F_ADD_SEALS, seals) != 0)
        return failed(cannot(ErrorKind::internal_error, "seal"));
    return {};
}

}  // namespace easel::images
