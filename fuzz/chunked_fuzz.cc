// Chunked bodies: the same bytes give the same body however they are cut, and never more than came
// in.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "net/http/chunk_decoder.h"

namespace {

struct Decoded {
    bool ok = true;
    std::string body;
    std::size_t used = 0;
};

Decoded decode(std::string_view wire, std::size_t step) {
    easel::net::http::ChunkDecoder decoder;
    Decoded out;
    while (out.used < wire.size() && !decoder.done()) {
        const std::string_view part = wire.substr(out.used, step);
        const auto used = decoder.decode(part, out.body);
        if (!used) {
            out.ok = false;
            return out;
        }
        EASEL_ASSERT(decoder.done() || *used == part.size());
        out.used += *used;
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t step = 1 + data[0];
    const std::string_view wire(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Decoded whole = decode(wire, wire.size());
    const Decoded cut = decode(wire, step);
    EASEL_ASSERT(whole.ok == cut.ok && whole.body == cut.body);
    EASEL_ASSERT(!whole.ok || whole.used == cut.used);
    EASEL_ASSERT(whole.body.size() <= wire.size());
    return 0;
}
