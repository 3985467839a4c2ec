#pragma once

#include <mutex>
#include <vector>

#include "providers/provider.h"

namespace easel::providers::testing {

/// Remembers what a provider reported. Any thread.
class RecordingSink final : public Sink {
  public:
    Task<void> accepted(Token token) override {
        const std::lock_guard lock(mutex_);
        tokens_.push_back(std::move(token));
        co_return;
    }
    Task<void> progress(double fraction) override {
        const std::lock_guard lock(mutex_);
        fractions_.push_back(fraction);
        co_return;
    }
    std::vector<Token> tokens() const {
        const std::lock_guard lock(mutex_);
        return tokens_;
    }
    std::vector<double> fractions() const {
        const std::lock_guard lock(mutex_);
        return fractions_;
    }

  private:
    mutable std::mutex mutex_;  // calls may come on several strands
    std::vector<Token> tokens_;
    std::vector<double> fractions_;
};

}  // namespace easel::providers::testing
