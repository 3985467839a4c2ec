// What vidsme answers. The first two bytes choose the HTTP status, the rest is the body.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/assert.h"
#include "base/text.h"
#include "providers/vidsme/protocol.h"

namespace {

using namespace easel;
using namespace easel::providers::vidsme;

constexpr std::string_view user_id = "5e1f0c9a";
constexpr std::string_view image_host = "https://img.test/";

// An error says something, in bounded and clean text, and never names the user.
void check(const Error& error) {
    EASEL_ASSERT(!error.message.empty());
    EASEL_ASSERT(error.detail.size() <= 300);
    EASEL_ASSERT(valid_utf8(error.detail));
    // An escaped byte in front (\x15e1f…) can look like the first digit of the id.
    EASEL_ASSERT(error.detail.contains("\\x") || !error.detail.contains(user_id));
}

void check_address(const std::string& generate_url) {
    const auto place = picture_place(image_host, generate_url);
    if (!place) return check(place.error());
    for (const char c : place->url)
        EASEL_ASSERT(c > 0x20 && c < 0x7F);
    const bool under_host = iequals(std::string_view(place->url).substr(0, 16), "https://img.test");
    EASEL_ASSERT(!place->on_image_host || under_host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size < 2) return 0;
    const std::string body(reinterpret_cast<const char*>(data) + 2, size - 2);
    const int status = 100 + (data[0] * 256 + data[1]) % 500;
    const Answer answer{status, body, std::string_view(body).substr(0, 8), user_id};

    const auto job_id = read_submit_answer(answer);
    EASEL_ASSERT(!job_id || (!job_id->empty() && job_id->size() <= 256));
    if (!job_id) check(job_id.error());

    const auto state = read_poll_answer(answer);
    if (const auto* ready = std::get_if<Ready>(&state)) check_address(ready->generate_url);
    if (const auto* trouble = std::get_if<Unclear>(&state)) check(trouble->error);
    if (const auto* end = std::get_if<Failed>(&state)) check(end->error);
    check_address(body);
    return 0;
}
