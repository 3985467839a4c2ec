#include "order/fit_size.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"

namespace easel::order {
namespace {

constexpr double one_per_cent = 0.01;
constexpr int grid = 8;  // encoders and upstreams like sides in whole blocks

// Shapes are compared by the logarithm of width / height: 2:1 is as far from 1:1 as 1:2 is.
double shape(double width, double height) {
    return std::log(width / height);
}

double shape(const SizeWish& wish) {
    if (const auto* size = std::get_if<Size>(&wish)) return shape(size->width, size->height);
    const auto& ratio = std::get<Ratio>(wish);
    return shape(ratio.width, ratio.height);
}

double area(const SizeWish& wish, Size fallback) {
    const auto* size = std::get_if<Size>(&wish);
    const Size& of = size != nullptr ? *size : fallback;
    return static_cast<double>(of.width) * of.height;
}

int clamp_side(double side, const FreeSizes& free) {
    return static_cast<int>(std::clamp(std::lround(side), static_cast<long>(free.side_min),
                                       static_cast<long>(free.side_max)));
}

// Into the limits with the shape kept; what is too thin for both limits loses its shape.
Size scaled(const Size& size, const FreeSizes& free) {
    const double shorter = std::min(size.width, size.height);
    const double longer = std::max(size.width, size.height);
    const double scale = std::min(std::max(1.0, free.side_min / shorter), free.side_max / longer);
    return {clamp_side(size.width * scale, free), clamp_side(size.height * scale, free)};
}

// The short side is put on the grid first and the long one follows it, since a step of the grid
// bends the shape the less the longer the side is.
Size of_shape(double wanted, double pixels, const FreeSizes& free) {
    const double ratio = std::exp(std::abs(wanted));
    const double room = std::floor(free.side_max / ratio / grid) * grid;
    const double rounded = std::round(std::sqrt(pixels / ratio) / grid) * grid;
    const int shorter = clamp_side(std::min(rounded, room), free);
    const int longer = clamp_side(std::round(shorter * ratio / grid) * grid, free);
    return wanted < 0 ? Size{shorter, longer} : Size{longer, shorter};
}

}  // namespace

FittedSize nearest(const SizeWish& wish, const FreeSizes& free) {
    if (std::holds_alternative<AutoSize>(wish)) return {free.automatic, true};
    if (const auto* size = std::get_if<Size>(&wish)) {
        const Size fitted = scaled(*size, free);
        return {fitted, fitted == *size};
    }
    const double wanted = shape(wish);
    const Size fitted = of_shape(wanted, area(wish, free.automatic), free);
    const double bent = std::abs(shape(fitted.width, fitted.height) - wanted);
    return {fitted, bent < one_per_cent};
}

FittedSize nearest(const SizeWish& wish, const ListedSizes& listed) {
    EASEL_ASSERT(!listed.sizes.empty());
    const Size first = listed.sizes.front();
    if (std::holds_alternative<AutoSize>(wish)) return {first, true};

    const double wanted_shape = shape(wish);
    const double wanted_area = area(wish, first);
    const auto distance = [&](const Size& size) {
        const double by_shape = std::abs(shape(size.width, size.height) - wanted_shape);
        const double by_area =
            std::abs(std::log(static_cast<double>(size.width) * size.height / wanted_area));
        return std::pair(std::round(by_shape / one_per_cent), by_area);
    };
    const Size best = *std::ranges::min_element(listed.sizes, {}, distance);
    if (const auto* size = std::get_if<Size>(&wish)) return {best, best == *size};
    return {best, std::abs(shape(best.width, best.height) - wanted_shape) < one_per_cent};
}

std::string allowed_sizes(const std::variant<FreeSizes, ListedSizes>& sizes) {
    if (const auto* free = std::get_if<FreeSizes>(&sizes))
        return "'auto', a ratio 'W:H', or 'WIDTHxHEIGHT' with sides from " +
               std::to_string(free->side_min) + " to " + std::to_string(free->side_max);
    std::string text = "'auto'";
    for (const Size& size : std::get<ListedSizes>(sizes).sizes)
        text += ", '" + to_text(size) + "'";
    return text;
}

}  // namespace easel::order
