#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "order/image_order.h"

namespace easel::images {

/// What the server asks of an `easel-pixels` child. Files with it: the source, then (but for check)
/// the output, which the child fills from offset 0. Thumbnails, crops and masks will be further
/// tasks.
struct PixelWork {
    enum class Verb { encode, convert, check };
    Verb verb = Verb::encode;
    order::Format source = order::Format::png;  ///< of convert and check
    order::Size size;                           ///< of encode
    order::Format target = order::Format::png;
    int quality = 100;  ///< 1..100
    bool flatten = false;
};

/// Numbers and spaces. Both programs come from one build, so there is no version.
std::string to_wire(const PixelWork& work);
std::optional<PixelWork> from_wire(std::string_view text);

// The whole of an answer: no word of a decoder ever comes back.
constexpr std::string_view answer_done = "done";
constexpr std::string_view answer_undecodable = "undecodable";
constexpr std::string_view answer_failed = "failed";

}  // namespace easel::images
