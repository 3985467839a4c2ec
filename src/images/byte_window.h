#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace easel::images {

/// Looks at a file piece by piece through a window of 64 KiB, or at bytes in memory, without
/// copying those. Values are read past the end as zero: check `has` first. One thread.
class ByteWindow {
  public:
    static constexpr std::size_t piece_max = 64_KiB;

    explicit ByteWindow(std::string_view bytes) : size_(bytes.size()), loaded_(bytes) {}
    /// The file must stay open, and `bytes` long, while this is used.
    ByteWindow(int fd, std::size_t bytes) : size_(bytes), fd_(fd) {}
    ByteWindow(const ByteWindow&) = delete;

    std::size_t size() const { return size_; }
    bool has(std::size_t offset, std::size_t length) const {
        return offset <= size_ && length <= size_ - offset;
    }

    /// `length` bytes, at most piece_max; fewer only at the end. Valid until the next call.
    std::string_view at(std::size_t offset, std::size_t length);

    /// What is at hand from `offset` on: empty at the end, else at least one byte. For going over
    /// long data: each byte is read from the file once. Valid until the next call.
    std::string_view piece(std::size_t offset);

    std::uint8_t byte(std::size_t offset) { return static_cast<std::uint8_t>(big(offset, 1)); }
    std::uint32_t big16(std::size_t offset) { return big(offset, 2); }
    std::uint32_t big32(std::size_t offset) { return big(offset, 4); }
    std::uint32_t little16(std::size_t offset) { return little(offset, 2); }
    std::uint32_t little24(std::size_t offset) { return little(offset, 3); }
    std::uint32_t little32(std::size_t offset) { return little(offset, 4); }

    /// True if the file could not be read: then all that was seen since is worth nothing.
    bool failed() const { return failed_; }

    /// Reads of the file so far.
    std::size_t reads() const { return reads_; }

  private:
    std::uint32_t big(std::size_t offset, std::size_t count);
    std::uint32_t little(std::size_t offset, std::size_t count);
    void load(std::size_t offset);
    std::string_view loaded_from(std::size_t offset) const;

    std::size_t size_;
    int fd_ = -1;
    std::string buffer_;
    std::string_view loaded_;  // the file's bytes from start_ on
    std::size_t start_ = 0;
    std::size_t reads_ = 0;
    bool failed_ = false;
};

}  // namespace easel::images
