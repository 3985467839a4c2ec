// Whatever bytes come as a picture: the walkers read them within bounds and within the limits.
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "images/picture.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace easel;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto format = images::sniff(bytes.substr(0, images::sniff_bytes));
    const auto info = images::inspect(bytes);
    if (info) {
        EASEL_ASSERT(format == info->format);
        EASEL_ASSERT(images::check_size(info->size).has_value());
        EASEL_ASSERT(info->bytes == size);
    }
    return 0;
}
