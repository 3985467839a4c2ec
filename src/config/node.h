#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace easel::config {

struct Entry;

/// One value as it was written: a tree of texts, whichever source it came from. Flags and
/// environment give a lone text; only files give lists and mappings. `line` counts from 1, 0 where
/// there are no lines.
struct Node {
    enum class Kind { nothing, text, list, mapping };

    Kind kind = Kind::nothing;
    std::string text;
    std::vector<Node> items;
    std::vector<Entry> entries;
    int line = 0;

    static Node of(std::string text, int line = 0);
    bool is_text() const { return kind == Kind::text; }
    /// Nothing was written after the name. An empty list or mapping is a value.
    bool empty() const { return kind == Kind::nothing || (is_text() && text.empty()); }
};

/// One `name: value` of a mapping.
struct Entry {
    std::string name;
    int line = 0;
    Node value;
};

// Here because a Node can only be made where Entry is complete.
inline Node Node::of(std::string text, int line) {
    Node node;
    node.kind = Kind::text;
    node.text = std::move(text);
    node.line = line;
    return node;
}

}  // namespace easel::config
