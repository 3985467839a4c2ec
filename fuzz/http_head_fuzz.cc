// The request head: whatever arrives is either refused or leaves nothing ambiguous behind. The
// first byte says in what steps the others arrive.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "base/encoding.h"
#include "base/text.h"
#include "net/http/authority.h"
#include "net/http/head.h"

namespace {

using namespace easel;
using namespace easel::net::http;

void check(const Head& head) {
    EASEL_ASSERT(head.path == "*" || head.path.starts_with('/'));
    const auto decoded = percent_decode(head.path);
    EASEL_ASSERT(decoded && valid_utf8(*decoded));
    EASEL_ASSERT(decoded->find('\0') == std::string::npos);
    for (const std::string_view segment : split(head.path, '/'))
        EASEL_ASSERT(segment != "." && segment != "..");
    EASEL_ASSERT(head.minor_version == 0 || valid_authority(head.host));
    EASEL_ASSERT(head.headers.count("host") <= 1);
    EASEL_ASSERT(head.headers.count("content-length") + head.headers.count("transfer-encoding") <=
                 1);
    for (const char* decisive : {"authorization", "api-key", "content-type"})
        EASEL_ASSERT(head.headers.count(decisive) <= 1);
    EASEL_ASSERT(head.framing != Framing::chunked || head.minor_version == 1);
    for (const auto& [name, value] : head.headers)
        EASEL_ASSERT((name + value).find_first_of("\r\n") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::size_t step = 1 + data[0];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    HeadScanner whole{HeadLimits()};
    const auto length = whole.scan(bytes);

    // However the bytes are cut, the verdict is the same.
    HeadScanner scanner{HeadLimits()};
    Result<std::size_t> cut = std::size_t{0};
    for (std::size_t end = step; cut && *cut == 0; end += step) {
        cut = scanner.scan(bytes.substr(0, end));
        if (end >= bytes.size()) break;
    }
    EASEL_ASSERT(cut.has_value() == length.has_value());
    EASEL_ASSERT(!cut || *cut == *length);
    if (!length || *length == 0) return 0;
    const auto head = parse_head(bytes.substr(0, *length));
    if (head) check(*head);
    return 0;
}
