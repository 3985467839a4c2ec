#include "images/byte_window.h"

#include <algorithm>

#include "base/file.h"

namespace easel::images {

void ByteWindow::load(std::size_t offset) {
    Result<std::string> piece = read_at(fd_, offset, std::min(piece_max, size_ - offset));
    failed_ = failed_ || !piece;
    buffer_ = piece ? *std::move(piece) : std::string();
    loaded_ = buffer_;
    start_ = offset;
    ++reads_;
}

std::string_view ByteWindow::loaded_from(std::size_t offset) const {
    if (offset < start_ || offset - start_ >= loaded_.size()) return {};
    return loaded_.substr(offset - start_);
}

std::string_view ByteWindow::piece(std::size_t offset) {
    if (offset >= size_) return {};
    if (loaded_from(offset).empty() && fd_ >= 0) load(offset);
    return loaded_from(offset);
}

std::string_view ByteWindow::at(std::size_t offset, std::size_t length) {
    if (offset >= size_) return {};
    length = std::min({length, size_ - offset, piece_max});
    if (loaded_from(offset).size() < length && fd_ >= 0) load(offset);
    return loaded_from(offset).substr(0, length);
}

std::uint32_t ByteWindow::big(std::size_t offset, std::size_t count) {
    std::uint32_t value = 0;
    const std::string_view bytes = at(offset, count);
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | (i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0U);
    return value;
}

std::uint32_t ByteWindow::little(std::size_t offset, std::size_t count) {
    std::uint32_t value = 0;
    const std::string_view bytes = at(offset, count);
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

}  // namespace easel::images
