// Bodies of POST /v1/images/generations: an order that is legal in itself, or an error of the 400
// family.
#include <cstdint>

#include "base/assert.h"
#include "fronts/openai/chat/parse.h"
#include "fronts/openai/images/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace easel;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    for (const auto policy : {order::Policy::lenient, order::Policy::strict}) {
        const auto image = fronts::openai::parse_image_request(body, ModelName("m"), policy);
        if (image) {
            EASEL_ASSERT(!image->order.prompt.empty());
            EASEL_ASSERT(image->order.count >= 1 && image->order.count <= 10);
        } else {
            const int status = traits(image.error().kind).status;
            EASEL_ASSERT(status == 400 || status == 413);
        }
        const auto chat = fronts::openai::parse_chat_request(body, ModelName("m"), policy);
        if (chat) EASEL_ASSERT(!chat->order.prompt.empty());
    }
    return 0;
}
