#include <cstdint>
#include <cstdlib>
#include <string>

#include "moderation/guard.h"

// Any bytes, as text and as negative prompt: no crash, the budget holds, what was blocked stays
// blocked when a harmless ending follows, and what may be asked for may be refused too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using easel::moderation::Effective;
    using easel::moderation::Guard;
    static const auto guard = Guard::create();
    if (!guard) std::abort();

    const std::string text(reinterpret_cast<const char*>(data), size);
    const Effective effective{{text, ""}, {}, size % 2 == 1};
    const bool passed = guard->check(effective).has_value();
    const bool passed_negative = guard->check({{"", text}, {}, false}).has_value();
    if (size <= Guard::bytes_max / 8 && guard->steps(effective) > Guard::steps_max) std::abort();
    const bool passed_longer =
        guard->check({{text + "\n\nin the rain", ""}, {}, size % 2 == 1}).has_value();
    if (!passed && passed_longer) std::abort();
    if (passed && !passed_negative) std::abort();
    return 0;
}
