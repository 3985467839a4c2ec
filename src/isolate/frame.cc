#include "isolate/frame.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace easel::isolate {
namespace {

constexpr std::uint32_t magic = 0x314C5A45;  // "EZL1"

struct Head {
    std::uint32_t magic;
    std::uint32_t
        length;  ///< of the body: says nothing new, but catches a program that is no child
    std::uint64_t call;
};

constexpr std::size_t control_max = CMSG_SPACE(sizeof(int) * frame_files_max);

Transfer failure() {
    if (errno == EAGAIN || errno == EWOULDBLOCK) return Transfer::would_block;
    if (errno == EPIPE || errno == ECONNRESET) return Transfer::ended;
    return Transfer::broken;
}

/// Takes ownership of whatever descriptors came, so that none leaks on a refused frame.
std::vector<Fd> take_files(msghdr& message) {
    std::vector<Fd> files;
    for (cmsghdr* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof fd);
            files.emplace_back(fd);
        }
    }
    return files;
}

}  // namespace

Transfer send_frame(int socket, std::uint64_t call, std::string_view body,
                    std::span<const Fd> files) {
    if (body.size() > frame_body_max || files.size() > frame_files_max) return Transfer::broken;
    Head head{magic, static_cast<std::uint32_t>(body.size()), call};
    std::array<iovec, 2> parts{iovec{&head, sizeof head},
                               iovec{const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    alignas(cmsghdr) std::array<char, control_max> control{};
    if (!files.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(sizeof(int) * files.size());
        cmsghdr* rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int) * files.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            const int fd = files[i].get();
            std::memcpy(CMSG_DATA(rights) + i * sizeof fd, &fd, sizeof fd);
        }
    }
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return failure();
    return static_cast<std::size_t>(sent) == sizeof head + body.size() ? Transfer::done
                                                                       : Transfer::broken;
}

Transfer receive_frame(int socket, Files files, Frame& frame) {
    Head head{};
    std::string body(frame_body_max, '\0');
    std::array<iovec, 2> parts{iovec{&head, sizeof head}, iovec{body.data(), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    alignas(cmsghdr) std::array<char, control_max> control{};
    if (files == Files::accept) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
    }
    ssize_t got = 0;
    do {
        got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return failure();
    if (got == 0) return Transfer::ended;
    frame.files = take_files(message);
    const std::size_t length = static_cast<std::size_t>(got);
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return Transfer::broken;
    if (length < sizeof head || head.magic != magic || head.length != length - sizeof head)
        return Transfer::broken;
    body.resize(head.length);
    frame.call = head.call;
    frame.body = std::move(body);
    return Transfer::done;
}

}  // namespace easel::isolate
