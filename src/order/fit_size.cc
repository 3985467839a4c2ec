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

int to_grid(double side, const FreeSizes& free) {
    return clamp_side(std::round(side / grid) * grid, free);
}

}  // namespace

FittedSize nearest(const SizeWish& wish, const FreeSizes& free) {
    if (std::holds_alternative<AutoSize>(wish)) return {free.automatic, true};
    if (const auto* size = std::get_if<Size>(&wish)) {
        const double shrink =
            std::min(1.0, static_cast<double>(free.side_max) / std::max(size->width, size->height));
        const Size fitted{clamp_side(size->width * shrink, free),
                          clamp_side(size->height * shrink, free)};
        return {fitted, fitted == *size};
    }
    const double tall = std::exp(shape(wish) / 2);
    const double side = std::sqrt(area(wish, free.automatic));
    const double shrink = std::min(1.0, free.side_max / (side * std::max(tall, 1 / tall)));
    const Size fitted{to_grid(side * tall * shrink, free), to_grid(side / tall * shrink, free)};
    const bool exact =
        std::abs(shape(fitted.width, fitted.height) - shape(wish)) < 3 * one_per_cent;
    return {fitted, exact};
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
