#pragma once

#include <variant>

#include "order/capabilities.h"

namespace easel::order {

/// A size that a model paints, and whether it is what was asked for.
struct FittedSize {
    Size size;
    bool exact = true;
};

/// The nearest size to the wish: for a list by shape first and then by area, for free sizes by
/// shrinking or growing into the limits with the shape kept as far as they let it. A ratio that the
/// model can paint (to within one per cent) is exact whatever its pixels.
FittedSize nearest(const SizeWish& wish, const FreeSizes& free);
FittedSize nearest(const SizeWish& wish, const ListedSizes& listed);

/// The allowed values, for messages.
std::string allowed_sizes(const std::variant<FreeSizes, ListedSizes>& sizes);

}  // namespace easel::order
