#pragma once

#include <cstdint>

namespace easel::moderation {

/// Work in steps (a character read, an edge followed, a letter compared), not in time: the same
/// text costs the same everywhere. Whoever loops over foreign text spends here and stops when over.
class Budget {
  public:
    explicit Budget(std::uint64_t steps) : limit_(steps) {}

    void spend(std::uint64_t steps) { spent_ += steps; }
    bool over() const { return spent_ > limit_; }
    std::uint64_t spent() const { return spent_; }

  private:
    std::uint64_t limit_;
    std::uint64_t spent_ = 0;
};

}  // namespace easel::moderation
