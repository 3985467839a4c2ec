#include "moderation/verdict.h"

namespace easel::moderation {

std::string_view to_text(Category category) {
    return category == Category::minors ? "minors" : "operator_term";
}

std::optional<Category> judge(Signals signals, ModelKind model) {
    const auto all = static_cast<Groups>(signals.positive | signals.negative);
    const bool mature = model == ModelKind::mature;
    if (all & bit(Group::hard)) return Category::minors;

    const bool sexual = signals.positive & bit(Group::sexual);
    const bool without_adults = (signals.negative & bit(Group::grown)) && (mature || sexual);
    const bool minor = (signals.positive & bit(Group::minor)) ||
                       (mature && (signals.positive & bit(Group::minor_mature))) || without_adults;
    if (minor && (mature || sexual)) return Category::minors;

    if (all & bit(Group::operator_added)) return Category::operator_term;
    return std::nullopt;
}

}  // namespace easel::moderation
