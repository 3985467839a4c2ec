#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "order/size.h"

namespace easel::order {

enum class Format { png, jpeg, webp };
enum class Background { automatic, opaque, transparent };
/// `standard` and `hd` are OpenAI's words of old, kept because warnings repeat the caller's own.
enum class Quality { automatic, low, medium, high, xhigh, max, standard, hd };

/// What the caller does with what a model cannot do.
enum class Policy {
    lenient,  ///< adapt, and say so in a warning
    strict,   ///< refuse, and name the allowed values
};

std::string_view to_text(Format format);
std::string_view to_text(Background background);
std::string_view to_text(Quality quality);
/// The same in today's words: `standard` is `medium`, `hd` is `high`.
Quality modern(Quality quality);

/// A picture request, whatever dialect it came in. Always legal in itself: fields are in range and
/// consistent; whether the model can do them is for `adapt` to say.
struct ImageOrder {
    ModelName model;
    std::string prompt;    ///< the caller's own words, UTF-8, 1..32000 characters
    std::string negative;  ///< empty: none
    SizeWish size = AutoSize();
    int count = 1;  ///< 1..10 pictures
    std::optional<std::uint64_t> seed;
    std::optional<int> steps;
    std::optional<double> guidance;
    std::optional<Format> format;    ///< nullopt: as the model delivers
    std::optional<int> compression;  ///< 0..100, with jpeg and webp
    Background background = Background::automatic;
    Quality quality = Quality::automatic;
    std::string style;     ///< empty: none
    std::string end_user;  ///< the caller's own name for his user; logged nowhere
    Policy policy = Policy::lenient;
};

/// Something that was asked and not done as asked. Values are as the caller would write them.
struct Warning {
    std::string param;
    std::string asked;
    std::string applied;  ///< empty: nothing was applied
};

}  // namespace easel::order
