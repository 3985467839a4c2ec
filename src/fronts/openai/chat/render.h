#pragma once

#include <string>

#include "fronts/openai/answer.h"
#include "fronts/openai/chat/parse.h"
#include "net/http/reply.h"

namespace easel::fronts::openai {

/// What all chunks of one completion share.
struct Completion {
    std::string id;  ///< `chatcmpl-…`
    std::int64_t created = 0;
    std::string model;
};

/// One choice a picture. `text` answers have one choice and no picture.
struct ChatAnswer {
    std::string text;  ///< for answers without a picture
    std::optional<Outcome> outcome;
    ImagePlace place = ImagePlace::markdown;
    std::string base;
};

/// The whole answer (contract section 5.2). easel counts pictures, not tokens: usage is zero.
Task<Result<net::http::Reply>> render_completion(const Completion& completion,
                                                 const ChatAnswer& answer,
                                                 const AnswerServices& services);

/// Chunks (contract section 5.3), each a whole `data:` frame. With `usage`, every chunk carries the
/// key and the last one the numbers.
std::string role_chunks(const Completion& completion, int choices, bool usage);
std::string text_chunk(const Completion& completion, int index, const std::string& text,
                       bool usage);
/// The first of them carries the `easel` object of `outcome`, if there is one.
std::string finish_chunks(const Completion& completion, int choices, bool usage,
                          const Outcome* outcome);
std::string error_chunk(const Error& error);

/// Writes the delta with all data URLs of one choice as one `data:` line, pixels streamed.
Task<Result<void>> write_image_delta(const Completion& completion, int index,
                                     const jobs::KeptImage& image, blobs::Store& blobs, bool usage,
                                     net::http::StreamWriter& writer);

}  // namespace easel::fronts::openai
