// The configuration's two file formats and the values behind them. The first byte chooses what the
// rest is: easel.yaml, .env, both (halves), or the value of one option.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/text.h"
#include "config/describe.h"
#include "config/load.h"
#include "config/option.h"

namespace {

using namespace easel::config;

// Settings or problems, never both, never neither; and whatever came can be printed.
void check(const Inputs& inputs) {
    const Loaded loaded = resolve(inputs);
    EASEL_ASSERT(loaded.settings.has_value() == loaded.problems.empty());
    if (loaded.settings) EASEL_ASSERT(easel::valid_utf8(print(loaded)));
    EASEL_ASSERT(easel::valid_utf8(to_text(loaded.problems)));
    EASEL_ASSERT(easel::valid_utf8(to_text(loaded.warnings)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t half = text.size() / 2;
    switch (data[0] % 4) {
        case 0:
            check({.file = Document{"easel.yaml", text}});
            break;
        case 1:
            check({.dot_env = Document{".env", text}});
            break;
        case 2:
            check({.dot_env = Document{".env", text.substr(0, half)},
                   .file = Document{"easel.yaml", text.substr(half)}});
            break;
        default:
            const Option& option = options()[data[0] / 4 % options().size()];
            check({.assignments = {text}, .environment = {{option.about.env.front(), text}}});
    }
    return 0;
}
