#include "moderation/matcher.h"

#include <algorithm>

namespace easel::moderation {
namespace {

std::vector<std::u32string> skeletons(std::span<const Term> terms) {
    std::vector<std::u32string> words;
    words.reserve(terms.size());
    for (const Term& term : terms)
        words.push_back(skeleton(term.letters));
    return words;
}

/// Where runs of equal skeleton letters begin, and at last the end of the text.
std::vector<std::size_t> run_starts(const Symbols& symbols) {
    std::vector<std::size_t> starts;
    char32_t before = 0;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const char32_t letter = skeleton_letter(symbols[i].letter);
        if (letter != before) starts.push_back(i);
        before = letter;
    }
    starts.push_back(symbols.size());
    return starts;
}

struct Found {
    Group group;
    Hit hit;
};

/// Groups whose hits are not inside a benign phrase. Hard terms and the operator's are never
/// lifted.
Groups without_lifted(std::vector<Found> found, Groups lifting) {
    std::ranges::stable_sort(found, [](const Found& a, const Found& b) {
        if (a.hit.begin != b.hit.begin) return a.hit.begin < b.hit.begin;
        return a.hit.end > b.hit.end;
    });
    constexpr Groups liftable =
        bit(Group::minor) | bit(Group::minor_mature) | bit(Group::sexual) | bit(Group::grown);
    constexpr Groups benign = bit(Group::benign) | bit(Group::benign_general);
    Groups groups = 0;
    std::size_t lifted_to = 0;  // furthest end of a benign phrase that began here or earlier
    for (const Found& item : found) {
        const Groups own = bit(item.group);
        if (own & lifting) lifted_to = std::max(lifted_to, item.hit.end);
        if (own & benign) continue;
        groups |= item.hit.glued;
        if (!(own & liftable) || item.hit.end > lifted_to) groups |= own;
    }
    return groups;
}

}  // namespace

Matcher::Matcher(std::vector<Term> terms)
    : terms_(std::move(terms)), automaton_(skeletons(terms_)) {
    lengths_.reserve(terms_.size());
    for (const Term& term : terms_)
        lengths_.push_back(static_cast<std::uint32_t>(skeleton(term.letters).size()));
}

Groups Matcher::scan(const Symbols& symbols, ModelKind model, Budget& budget) const {
    const auto starts = run_starts(symbols);
    budget.spend(2 * symbols.size());
    Glue glue(symbols.size() + 1, 0);
    std::vector<Found> found;
    Automaton::State state = Automaton::start;
    for (std::size_t run = 0; run + 1 < starts.size() && !budget.over(); ++run) {
        state = automaton_.next(state, skeleton_letter(symbols[starts[run]].letter), budget);
        automaton_.each_end(state, [&](std::uint32_t number) {
            const std::size_t first = run + 1 - lengths_[number];
            const Candidate candidate{starts[first], starts[first + 1], starts[run],
                                      starts[run + 1]};
            if (auto hit = trace(terms_[number], symbols, candidate, glue, budget))
                found.push_back({terms_[number].group, *hit});
        });
    }
    const Groups general = model == ModelKind::general ? bit(Group::benign_general) : Groups{0};
    return without_lifted(std::move(found), static_cast<Groups>(bit(Group::benign) | general));
}

}  // namespace easel::moderation
