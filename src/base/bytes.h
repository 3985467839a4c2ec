#pragma once

#include <cstddef>

namespace easel {

inline namespace literals {
constexpr std::size_t operator""_KiB(unsigned long long n) {
    return n << 10;
}
constexpr std::size_t operator""_MiB(unsigned long long n) {
    return n << 20;
}
}  // namespace literals

}  // namespace easel
