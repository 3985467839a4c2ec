#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// How the pictures are put into the answer (contract section 5.4).
enum class ImagePlace {
    markdown,      ///< `![image](address)` in `content`
    images_array,  ///< `message.images[]` with data URLs, `content` empty
};

/// A chat request in our own words.
struct ChatRequest {
    order::ImageOrder order;
    std::vector<order::Warning> warnings;  ///< of this front
    ImagePlace place = ImagePlace::markdown;
    bool stream = false;
    bool include_usage = false;
    std::vector<std::string> instructions;  ///< system texts: only to tell side tasks apart
};

/// Reads the body of POST /v1/chat/completions (contract section 5.1). The prompt is the text of
/// the last user message; what may be said about a picture stands beside it as in an image request.
/// What belongs to language models (temperature, tools, …) is accepted and ignored; pictures that
/// the user shows become a warning until editing exists.
Result<ChatRequest> parse_chat_request(std::string_view body, const ModelName& default_model,
                                       order::Policy policy);

}  // namespace easel::fronts::openai
