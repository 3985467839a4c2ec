#pragma once

#include <variant>
#include <vector>

#include "base/result.h"
#include "order/image_order.h"

namespace easel::order {

/// Sizes a model paints: every size up to a limit…
struct FreeSizes {
    int side_min = 16;
    int side_max = 2048;
    Size automatic{1024, 1024};  ///< what `auto` means
};
/// …or a list, the first of which `auto` means.
struct ListedSizes {
    std::vector<Size> sizes;
};

/// What one model of one provider can do. Everything not named here is refused or warned about.
struct Capabilities {
    std::variant<FreeSizes, ListedSizes> sizes;
    bool negative = false;
    bool seed = false;
    bool steps = false;
    bool guidance = false;
    bool quality = false;
    bool style = false;
    bool transparent = false;  ///< paints without a backdrop
    int pictures_per_call = 1;
};

/// The part of an order that a model can do: what a provider gets, besides the prompt.
struct Fitted {
    Size size;
    bool negative = false;  ///< the negative prompt is passed on
    std::optional<std::uint64_t> seed;
    std::optional<int> steps;
    std::optional<double> guidance;
    Background background = Background::automatic;
    std::vector<Warning> warnings;  ///< one for each thing that was asked and is not done as asked
};

/// Fits an order to a model: pure. Lenient orders are adapted with a warning each; strict ones fail
/// with `invalid_value` on the first parameter that does not fit, naming the allowed values.
Result<Fitted> fit(const ImageOrder& order, const Capabilities& capabilities);

}  // namespace easel::order
