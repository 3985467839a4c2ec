// Foreign JSON: the reader ends within its limits, and what it accepts it can write and read again.
#include <boost/json/serialize.hpp>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "json/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = easel::json::parse(text, {.bytes = 1 << 16, .depth = 64, .items = 1000});
    if (value) {
        const auto again = easel::json::parse(boost::json::serialize(*value));
        EASEL_ASSERT(again.has_value());
    } else {
        EASEL_ASSERT(easel::traits(value.error().kind).status >= 400);
    }
    return 0;
}
