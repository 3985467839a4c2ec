#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {

/// Scatters the bits of `x` (the finaliser of splitmix64, public domain).
constexpr std::uint64_t scramble(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

/// 64-bit FNV-1a, scrambled. The same on every machine, unlike std::hash.
constexpr std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) {
    std::uint64_t h = 0xCBF29CE484222325ULL ^ seed;
    for (const char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return scramble(h);
}

/// Chance that repeats itself for the same key. Draw once a full expression (or in a braced list,
/// which is read from left to right): compilers differ in the order of operands and arguments, and
/// then so would the picture. Each purpose draws from its own stream, so that one more draw in the
/// sky does not move the trees.
class Random {
  public:
    explicit constexpr Random(std::uint64_t key) : state_(key) {}
    constexpr Random(std::uint64_t key, std::string_view purpose)
        : state_(hash_text(purpose, key)) {}

    constexpr std::uint64_t next() { return scramble(state_ += 0x9E3779B97F4A7C15ULL); }
    /// Uniform in [0, 1).
    constexpr float unit() { return static_cast<float>(next() >> 40) * 0x1p-24F; }
    constexpr float between(float low, float high) { return low + (high - low) * unit(); }
    /// 0 .. bound - 1; bound must be positive.
    constexpr int below(int bound) {
        return static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(bound));
    }
    constexpr bool chance(float probability) { return unit() < probability; }
    constexpr float sign() { return chance(0.5F) ? 1.0F : -1.0F; }
    /// A step in any direction, `low` to `high` long.
    constexpr Vec2 step(float low, float high) {
        const Vec2 towards = direction(unit());
        return towards * between(low, high);
    }

    template <class Choices>
    constexpr const auto& pick(const Choices& choices) {
        return choices[static_cast<std::size_t>(below(static_cast<int>(std::size(choices))))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace easel::providers::sketch
