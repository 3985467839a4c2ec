#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "moderation/budget.h"

namespace easel::moderation {

/// Finds every occurrence of many words in one pass, in time linear in the text (Aho and Corasick,
/// 1975). Immutable once built; any thread.
class Automaton {
  public:
    using State = std::uint32_t;
    static constexpr State start = 0;

    /// Words must not be empty. The number of a word is its place in the list.
    explicit Automaton(std::span<const std::u32string> words);

    State next(State from, char32_t letter, Budget& budget) const;

    /// Calls `found(number)` for each word that ends in this state, longest first.
    template <class Found>
    void each_end(State state, Found found) const {
        for (State at = state; at != start; at = nodes_[at].shorter_end)
            for (std::uint32_t i = 0; i < nodes_[at].ends; ++i)
                found(ends_[nodes_[at].first_end + i]);
    }

  private:
    struct Node {
        std::uint32_t first_edge = 0;
        std::uint32_t edges = 0;
        State fallback = start;     ///< the longest proper suffix that is a path too
        State shorter_end = start;  ///< the nearest one on that way at which a word ends
        std::uint32_t first_end = 0;
        std::uint32_t ends = 0;
    };
    struct Edge {
        char32_t letter = 0;
        State to = start;
    };

    const Edge* find(State from, char32_t letter) const;
    void link_suffixes();

    std::vector<Node> nodes_;
    std::vector<Edge> edges_;          ///< of each node together, by letter
    std::vector<std::uint32_t> ends_;  ///< numbers of words, of each node together
};

}  // namespace easel::moderation
