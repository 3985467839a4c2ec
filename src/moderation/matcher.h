#pragma once

#include <span>
#include <vector>

#include "moderation/automaton.h"
#include "moderation/trace.h"

namespace easel::moderation {

enum class ModelKind { general, mature };

/// Looks for all terms of all lists at once. Immutable; any thread.
class Matcher {
  public:
    explicit Matcher(std::vector<Term> terms);

    /// The groups of which a term stands in the text and is not lifted by a benign phrase around
    /// it. Stops early when over budget; the answer then means nothing.
    Groups scan(const Symbols& symbols, ModelKind model, Budget& budget) const;

  private:
    std::vector<Term> terms_;
    std::vector<std::uint32_t> lengths_;  ///< of the skeletons
    Automaton automaton_;
};

}  // namespace easel::moderation
