// Whatever bytes come as a picture: the walkers read them within bounds and within the limits, and
// see the same through a window over a file as in memory.
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "base/file.h"
#include "images/picture.h"

namespace {

using namespace easel;

void check_file(std::string_view bytes, const Result<images::PictureInfo>& in_memory) {
    const Fd file = memory_file("fuzz").value();
    EASEL_ASSERT(write_all(file.get(), bytes).has_value());
    const auto info = images::inspect(file.get());
    EASEL_ASSERT(info.has_value() == in_memory.has_value());
    if (info) {
        EASEL_ASSERT(*info == *in_memory);
    } else {
        EASEL_ASSERT(info.error().kind == in_memory.error().kind);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto format = images::sniff(bytes.substr(0, images::sniff_bytes));
    const auto info = images::inspect(bytes);
    if (info) {
        EASEL_ASSERT(format == info->format);
        EASEL_ASSERT(images::check_size(info->size).has_value());
        EASEL_ASSERT(info->bytes + info->trailing == size);
        const auto alone = images::inspect(bytes.substr(0, info->bytes));
        EASEL_ASSERT(alone.has_value() && alone->size == info->size && alone->trailing == 0);
    }
    check_file(bytes, info);
    return 0;
}
