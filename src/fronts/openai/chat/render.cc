#include "fronts/openai/chat/render.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "fronts/error_reply.h"
#include "net/http/sse.h"

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;

bj::object usage_object() {
    bj::object usage;
    usage["prompt_tokens"] = 0;
    usage["completion_tokens"] = 0;
    usage["total_tokens"] = 0;
    return usage;
}

bj::object envelope(const Completion& completion, std::string_view object) {
    bj::object body;
    body["id"] = completion.id;
    body["object"] = bj::string(object);
    body["created"] = completion.created;
    body["model"] = completion.model;
    return body;
}

bj::object chunk(const Completion& completion, int index, bj::object delta, bj::value finish,
                 bool usage) {
    bj::object choice;
    choice["index"] = index;
    choice["delta"] = std::move(delta);
    choice["logprobs"] = nullptr;
    choice["finish_reason"] = std::move(finish);
    bj::object body = envelope(completion, "chat.completion.chunk");
    body["choices"] = bj::array{std::move(choice)};
    if (usage) body["usage"] = nullptr;
    return body;
}

std::string frame(const bj::object& body) {
    return net::http::sse_frame("", bj::serialize(body));
}

std::string markdown(const std::string& address) {
    return "![image](" + address + ")";
}

// `{"type":"image_url","image_url":{"url":"data:…` : the text around one picture's pixels.
std::string before_pixels(const jobs::KeptImage& image) {
    return R"([{"type":"image_url","image_url":{"url":"data:)" + mime_of(image.format) + ";base64,";
}
constexpr const char* after_pixels = R"("}}])";

bj::object message(const std::string& content) {
    bj::object m;
    m["role"] = "assistant";
    m["content"] = content;
    m["refusal"] = nullptr;
    m["annotations"] = bj::array();
    return m;
}

// One choice as text, open inside its message, so that pixels can follow.
std::string open_choice(std::size_t index, const std::string& content) {
    std::string text = R"({"index":)" + std::to_string(index) +
                       R"(,"logprobs":null,"finish_reason":"stop","message":)" +
                       bj::serialize(message(content));
    text.pop_back();
    return text;
}

}  // namespace

Task<Result<net::http::Reply>> render_completion(const Completion& completion,
                                                 const ChatAnswer& answer,
                                                 const AnswerServices& services) {
    bj::object body = envelope(completion, "chat.completion");
    body["usage"] = usage_object();
    const Outcome* outcome = answer.outcome ? &*answer.outcome : nullptr;
    if (outcome != nullptr) body["easel"] = easel_object(*outcome);
    std::string text = bj::serialize(body);
    text.pop_back();
    text += R"(,"choices":[)";

    net::http::Pieces pieces;
    if (outcome == nullptr) text += open_choice(0, answer.text) + "}}";
    const std::size_t choices = outcome != nullptr ? outcome->images.size() : 0;
    for (std::size_t i = 0; i < choices; ++i) {
        const jobs::KeptImage& image = *outcome->images[i];
        if (i > 0) text += ',';
        if (answer.place == ImagePlace::markdown) {
            text += open_choice(i, markdown(address_of(image, services.links, answer.base))) + "}}";
            continue;
        }
        text += open_choice(i, "") + R"(,"images":)" + before_pixels(image);
        CO_TRY(net::http::FileSlice pixels, co_await base64_of(image, services.blobs));
        pieces.emplace_back(std::move(text));
        pieces.emplace_back(std::move(pixels));
        text = std::string(after_pixels) + "}}";
    }
    pieces.emplace_back(text + "]}");
    co_return net::http::Reply::pieces(200, "application/json", std::move(pieces));
}

std::string role_chunks(const Completion& completion, int choices, bool usage) {
    std::string frames;
    for (int i = 0; i < choices; ++i) {
        bj::object delta;
        delta["role"] = "assistant";
        delta["content"] = "";
        delta["refusal"] = nullptr;
        frames += frame(chunk(completion, i, std::move(delta), nullptr, usage));
    }
    return frames;
}

std::string text_chunk(const Completion& completion, int index, const std::string& text,
                       bool usage) {
    bj::object delta;
    delta["content"] = text;
    return frame(chunk(completion, index, std::move(delta), nullptr, usage));
}

std::string finish_chunks(const Completion& completion, int choices, bool usage,
                          const Outcome* outcome) {
    std::string frames;
    for (int i = 0; i < choices; ++i) {
        bj::object finish = chunk(completion, i, bj::object(), "stop", usage);
        if (i == 0 && outcome != nullptr) finish["easel"] = easel_object(*outcome);
        frames += frame(finish);
    }
    if (usage) {
        bj::object last = envelope(completion, "chat.completion.chunk");
        last["choices"] = bj::array();
        last["usage"] = usage_object();
        frames += frame(last);
    }
    return frames + net::http::sse_frame("", "[DONE]");
}

std::string error_chunk(const Error& error) {
    return net::http::sse_frame("", error_body(error));
}

Task<Result<void>> write_image_delta(const Completion& completion, int index,
                                     const jobs::KeptImage& image, blobs::Store& blobs, bool usage,
                                     net::http::StreamWriter& writer) {
    constexpr std::size_t step = 48 * 1024;  // a multiple of three, so base64 pieces join
    CO_TRY(const net::http::FileSlice pixels, co_await base64_of(image, blobs));
    std::string whole = bj::serialize(chunk(completion, index, bj::object(), nullptr, usage));
    const std::string empty_delta = R"("delta":{)";
    const std::size_t place = whole.find(empty_delta) + empty_delta.size();

    std::string head = "data: " + whole.substr(0, place) + R"("images":)" + before_pixels(image);
    CO_CHECK_OK(co_await writer.write(std::move(head)));
    for (std::size_t at = 0; at < pixels.length; at += step) {
        CO_TRY(const std::string bytes,
               read_at(pixels.file->get(), at, std::min(step, pixels.length - at)));
        CO_CHECK_OK(co_await writer.write(to_base64(bytes)));
    }
    co_return co_await writer.write(after_pixels + whole.substr(place) + "\n\n");
}

}  // namespace easel::fronts::openai
