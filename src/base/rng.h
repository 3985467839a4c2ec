#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace easel {

/// Where chance comes from. Any thread may call it.
class Rng {
  public:
    virtual ~Rng() = default;
    virtual void fill(std::span<unsigned char> out) = 0;

    std::uint64_t next();
    /// Uniform in [0, bound); bound must not be 0.
    std::uint64_t below(std::uint64_t bound);
    /// `bytes` random bytes as lower-case hex.
    std::string hex(std::size_t bytes);
    /// `length` characters, each drawn evenly from `alphabet`.
    std::string text(std::size_t length, std::string_view alphabet);
    /// A version 4 UUID, lower case with dashes.
    std::string uuid();
};

/// The kernel's generator: fit for keys, nonces and ids. Aborts if the kernel refuses.
class SystemRng final : public Rng {
  public:
    void fill(std::span<unsigned char> out) override;
};

/// The same sequence for the same seed: for tests, which print the seed. Not for secrets.
class SeededRng final : public Rng {
  public:
    explicit SeededRng(std::uint64_t seed) : engine_(seed) {}
    void fill(std::span<unsigned char> out) override;

  private:
    std::mutex mutex_;  // tests draw from several threads at once
    std::mt19937_64 engine_;
};

}  // namespace easel
