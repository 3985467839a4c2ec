#include "moderation/automaton.h"

#include <algorithm>
#include <map>

namespace easel::moderation {
namespace {

/// The tree of all words while it grows.
struct Tree {
    struct Node {
        std::map<char32_t, std::uint32_t> children;
        std::vector<std::uint32_t> ends;
    };
    std::vector<Node> nodes = std::vector<Node>(1);

    void add(std::u32string_view word, std::uint32_t number) {
        std::uint32_t at = 0;
        for (char32_t letter : word) {
            auto [child, fresh] =
                nodes[at].children.emplace(letter, static_cast<std::uint32_t>(nodes.size()));
            at = child->second;
            if (fresh) nodes.emplace_back();
        }
        nodes[at].ends.push_back(number);
    }
};

}  // namespace

Automaton::Automaton(std::span<const std::u32string> words) {
    Tree tree;
    for (std::size_t i = 0; i < words.size(); ++i)
        tree.add(words[i], static_cast<std::uint32_t>(i));
    nodes_.reserve(tree.nodes.size());
    edges_.reserve(tree.nodes.size());
    for (const auto& node : tree.nodes) {
        nodes_.push_back({static_cast<std::uint32_t>(edges_.size()),
                          static_cast<std::uint32_t>(node.children.size()), start, start,
                          static_cast<std::uint32_t>(ends_.size()),
                          static_cast<std::uint32_t>(node.ends.size())});
        for (const auto& [letter, child] : node.children)
            edges_.push_back({letter, child});
        ends_.insert(ends_.end(), node.ends.begin(), node.ends.end());
    }
    link_suffixes();
}

/// Breadth first, so that a node's suffixes, which are shorter, are linked before it.
void Automaton::link_suffixes() {
    std::vector<State> order{start};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Node from = nodes_[order[i]];
        for (std::uint32_t k = 0; k < from.edges; ++k) {
            const Edge& edge = edges_[from.first_edge + k];
            Node& child = nodes_[edge.to];
            if (order[i] != start) {
                Budget unlimited(UINT64_MAX);
                child.fallback = next(from.fallback, edge.letter, unlimited);
            }
            const Node& fallback = nodes_[child.fallback];
            child.shorter_end = fallback.ends > 0 ? child.fallback : fallback.shorter_end;
            order.push_back(edge.to);
        }
    }
}

const Automaton::Edge* Automaton::find(State from, char32_t letter) const {
    const Node& node = nodes_[from];
    std::span<const Edge> edges(edges_.data() + node.first_edge, node.edges);
    auto at = std::ranges::lower_bound(edges, letter, {}, &Edge::letter);
    return at != edges.end() && at->letter == letter ? &*at : nullptr;
}

Automaton::State Automaton::next(State from, char32_t letter, Budget& budget) const {
    for (State at = from;; at = nodes_[at].fallback) {
        budget.spend(1);
        if (const Edge* edge = find(at, letter)) return edge->to;
        if (at == start) return start;
    }
}

}  // namespace easel::moderation
