#include "moderation/trace.h"

namespace easel::moderation {
namespace {

/// Places in a term, one bit each.
using Places = std::uint64_t;
constexpr std::size_t plural_letters_min = 3;
/// Shorter terms come about by chance where two words meet.
constexpr std::size_t split_letters_min = 5;

/// Reads symbols one by one and keeps the set of letters of the term that the last one may be: an
/// automaton in one machine word. A letter may be repeated, so a place is kept as well as left.
class Tracer {
  public:
    Tracer(const Term& term, const Symbols& symbols, const Candidate& candidate, Glue& glue)
        : term_(term), symbols_(symbols), candidate_(candidate), glue_(glue) {}

    std::optional<Hit> run(Budget& budget) {
        for (std::size_t at = candidate_.begin; at < candidate_.end; ++at) {
            budget.spend(term_.letters.size());
            step(at);
            const Places last = Places{1} << (term_.letters.size() - 1);
            if (at < candidate_.last_begin || (places_ & last) == 0) continue;
            if (auto hit = finish(at)) return hit;
        }
        return std::nullopt;
    }

  private:
    void step(std::size_t at) {
        const Symbol& symbol = symbols_[at];
        Places moved = (places_ << 1) & may_follow(symbol);
        Places kept = term_.benign() || !symbol.joins ? 0 : places_;
        Places fresh = 0;
        if (at < candidate_.first_end && may_start(at)) {
            if (started_ == nowhere || term_.benign()) started_ = at;
            fresh = 1;
        }
        places_ = (moved | kept | fresh) & places_of(symbol.letter);
    }

    Places places_of(char32_t letter) const {
        Places places = 0;
        for (std::size_t i = 0; i < term_.letters.size(); ++i) {
            const char32_t own = term_.letters[i];
            const bool same = own == letter || (letter == i_or_l && (own == U'i' || own == U'l'));
            const bool shape = letter == U'v' && own == U'u' && !term_.benign();
            if (same || shape) places |= Places{1} << i;
        }
        return places;
    }

    /// The letters of the term that may come after the gap before this symbol.
    Places may_follow(const Symbol& symbol) const {
        if (!term_.benign()) {
            const bool plain_space = symbol.gap == Gap::space && symbol.mark == Mark::none;
            const bool split = plain_space && term_.letters.size() >= split_letters_min;
            return symbol.joins || split ? ~Places{0} : term_.spaced;
        }
        if (symbol.gap == Gap::none) return ~term_.spaced;
        return symbol.gap == Gap::soft ? ~Places{0} : term_.spaced;
    }

    bool may_start(std::size_t at) {
        if (symbols_[at].script == Script::han || symbols_[at].starts) return true;
        if (term_.benign() || glue_[at] == 0) return false;
        glued_ |= glue_[at];
        return true;
    }

    bool is_plural(std::size_t at) const {
        return term_.letters.size() >= plural_letters_min && at + 1 < symbols_.size() &&
               symbols_[at + 1].letter == U's' && symbols_[at + 1].gap == Gap::none &&
               ends_at(symbols_, at + 1);
    }

    std::optional<Hit> finish(std::size_t at) {
        if (symbols_[at].script == Script::han || ends_at(symbols_, at))
            return Hit{started_, at + 1, glued_};
        if (is_plural(at)) return Hit{started_, at + 2, glued_};
        if (!term_.benign()) glue_[at + 1] |= static_cast<Groups>(bit(term_.group) | glued_);
        return std::nullopt;
    }

    static constexpr std::size_t nowhere = ~std::size_t{0};
    const Term& term_;
    const Symbols& symbols_;
    const Candidate& candidate_;
    Glue& glue_;
    Places places_ = 0;
    Groups glued_ = 0;
    std::size_t started_ = nowhere;
};

}  // namespace

std::optional<Hit> trace(const Term& term, const Symbols& symbols, const Candidate& candidate,
                         Glue& glue, Budget& budget) {
    return Tracer(term, symbols, candidate, glue).run(budget);
}

}  // namespace easel::moderation
