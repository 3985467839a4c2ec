#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"

namespace easel::isolate {

/// What crosses between the server and a child, both ways. One frame is one packet of a
/// SOCK_SEQPACKET socketpair: the kernel keeps the boundaries, so there is no length to lie about.
struct Frame {
    std::uint64_t call = 0;  ///< 0 is the child's greeting; an answer repeats its request's number
    std::string body;        ///< at most frame_body_max bytes
    std::vector<Fd> files;   ///< towards the child only
};

constexpr std::size_t frame_body_max = 64_KiB;
constexpr std::size_t frame_files_max = 8;

enum class Transfer {
    done,
    would_block,  ///< only on a non-blocking socket: wait and call again
    ended,        ///< the other side is gone
    broken,       ///< what came is no frame; the connection must not be used again
};

/// Which side reads: files that a child sends are dropped by the kernel, unopened.
enum class Files { accept, refuse };

/// Sends one frame; the descriptors stay the caller's.
Transfer send_frame(int socket, std::uint64_t call, std::string_view body,
                    std::span<const Fd> files);
Transfer receive_frame(int socket, Files files, Frame& frame);

}  // namespace easel::isolate
