// The Range header: a part that is answered lies inside the file. The first two bytes are its size.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "fronts/files/range.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t bytes = data[0] * 256U + data[1];
    const std::string_view header(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto range = easel::fronts::files::parse_range(header, bytes);
    if (!range || !*range) return 0;
    EASEL_ASSERT((*range)->length > 0 && (*range)->length <= bytes);
    EASEL_ASSERT((*range)->first <= bytes - (*range)->length);
    return 0;
}
