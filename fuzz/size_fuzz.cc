// The `size` parameter: what is accepted is written back as it came, and fits every kind of model.
#include <cstdint>

#include "base/assert.h"
#include "order/fit_size.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace easel::order;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto wish = parse_size(text);
    if (!wish) {
        EASEL_ASSERT(wish.error().param == "size");
        return 0;
    }
    EASEL_ASSERT(to_text(*wish) == text);
    const FreeSizes free;
    const Size fitted = nearest(*wish, free).size;
    EASEL_ASSERT(fitted.width >= free.side_min && fitted.width <= free.side_max);
    EASEL_ASSERT(fitted.height >= free.side_min && fitted.height <= free.side_max);
    nearest(*wish, ListedSizes{{{512, 768}, {768, 512}, {512, 512}}});
    return 0;
}
