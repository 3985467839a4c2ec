#pragma once

#include <cstddef>
#include <iterator>
#include <random>

namespace easel::moderation::testing {

using Chance = std::mt19937_64;

inline std::size_t below(std::size_t bound, Chance& chance) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(chance);
}

template <class List>
const auto& pick(const List& list, Chance& chance) {
    return list[below(std::size(list), chance)];
}

}  // namespace easel::moderation::testing
