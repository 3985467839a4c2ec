#include "base/rng.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/assert.h"
#include "base/encoding.h"

namespace easel {

std::uint64_t Rng::next() {
    std::array<unsigned char, 8> raw{};
    fill(raw);
    std::uint64_t value = 0;
    std::memcpy(&value, raw.data(), raw.size());
    return value;
}

std::uint64_t Rng::below(std::uint64_t bound) {
    EASEL_ASSERT(bound != 0);
    // Values above the last whole multiple of bound would favour small results: draw again.
    const std::uint64_t excess = (UINT64_MAX % bound + 1) % bound;
    std::uint64_t value = next();
    while (value > UINT64_MAX - excess)
        value = next();
    return value % bound;
}

std::string Rng::hex(std::size_t bytes) {
    std::string raw(bytes, '\0');
    fill({reinterpret_cast<unsigned char*>(raw.data()), raw.size()});
    return to_hex(raw);
}

std::string Rng::text(std::size_t length, std::string_view alphabet) {
    std::string out;
    out.reserve(length);
    while (out.size() < length)
        out += alphabet[below(alphabet.size())];
    return out;
}

std::string Rng::uuid() {
    std::string digits = hex(16);
    digits[12] = '4';
    digits[16] = "89ab"[below(4)];
    for (const std::size_t dash : {8U, 13U, 18U, 23U})
        digits.insert(dash, 1, '-');
    return digits;
}

void SystemRng::fill(std::span<unsigned char> out) {
    while (!out.empty()) {
        const ssize_t got = ::getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        EASEL_ASSERT(got > 0);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

void SeededRng::fill(std::span<unsigned char> out) {
    const std::lock_guard lock(mutex_);
    for (unsigned char& byte : out)
        byte = static_cast<unsigned char>(engine_());
}

}  // namespace easel
