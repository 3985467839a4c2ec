#include "moderation/guard.h"

#include <type_traits>

#include "moderation/ages.h"
#include "moderation/lexicon.h"
#include "moderation/normalise.h"

namespace easel::moderation {
namespace {

constexpr std::size_t extra_terms_max = 10'000;

Error unavailable(std::string detail) {
    return fail(ErrorKind::safety_unavailable, "The safety system is not available.")
        .because(std::move(detail));
}

Error blocked(Category category) {
    return fail(ErrorKind::moderation_blocked, "Your request was rejected by the safety system.")
        .because(std::string(to_text(category)));
}

ModelKind kind_of(const Effective& effective) {
    return effective.mature_model ? ModelKind::mature : ModelKind::general;
}

Groups groups_in(const std::string& text, const Matcher& matcher, ModelKind model, Budget& budget) {
    Groups groups = 0;
    for (const auto& reading : readings(text, budget)) {
        const Symbols symbols = symbols_of(reading, budget);
        groups |= matcher.scan(symbols, model, budget);
        if (names_minor_age(symbols, budget)) groups |= bit(Group::minor);
        if (budget.over()) break;
    }
    return groups;
}

std::size_t bytes_of(const Effective& effective) {
    std::size_t bytes = effective.prompt.text.size() + effective.prompt.negative.size();
    for (const auto& text : effective.other_texts)
        bytes += text.size();
    return bytes;
}

}  // namespace

// Nobody else makes one, whatever it holds.
static_assert(!std::is_constructible_v<order::Checked<order::Prompt>, order::Prompt>);
static_assert(!std::is_default_constructible_v<order::Checked<order::Prompt>>);

Guard::Guard(std::vector<Term> terms)
    : matcher_(std::make_unique<const Matcher>(std::move(terms))) {}

Result<Guard> Guard::create(const GuardSettings& settings) {
    const auto lists = built_in_lists();
    TRY(auto terms, load_lexicon(lists, built_in_checksum()));
    if (settings.extra_terms.size() > extra_terms_max)
        return failed(fail(ErrorKind::invalid_value, "At most 10000 extra terms are allowed.")
                          .on("extra_terms"));
    for (const auto& text : settings.extra_terms) {
        auto term = make_term(text, Group::operator_added);
        if (!term)
            return failed(
                fail(ErrorKind::invalid_value, "An extra term needs 2 to 60 letters or digits.")
                    .on("extra_terms"));
        terms.push_back(*std::move(term));
    }
    Guard guard(std::move(terms));
    CHECK_OK(guard.self_test());
    return guard;
}

/// The machinery works, not only the list: a known pair is found, and a harmless text is not.
Result<void> Guard::self_test() const {
    Budget budget(steps_max);
    const std::string pair =
        plain_terms(Group::minor).front() + " " + plain_terms(Group::sexual).front();
    const Groups found = groups_in(pair, *matcher_, ModelKind::general, budget);
    const Groups harmless = groups_in("a red bicycle", *matcher_, ModelKind::general, budget);
    const auto wanted = static_cast<Groups>(bit(Group::minor) | bit(Group::sexual));
    if (budget.over() || (found & wanted) != wanted || (harmless & wanted) != 0)
        return failed(unavailable("self-test failed"));
    return {};
}

Signals Guard::look(const Effective& effective, Budget& budget) const {
    const ModelKind model = kind_of(effective);
    Signals signals;
    signals.positive |= groups_in(effective.prompt.text, *matcher_, model, budget);
    signals.negative |= groups_in(effective.prompt.negative, *matcher_, model, budget);
    for (const auto& text : effective.other_texts)
        signals.positive |= groups_in(text, *matcher_, model, budget);
    return signals;
}

Result<order::Checked<order::Prompt>> Guard::check(Effective effective) const {
    if (!ready()) return failed(unavailable("guard not loaded"));
    if (bytes_of(effective) > bytes_max) return failed(unavailable("texts too large"));
    Budget budget(steps_max);
    const Signals signals = look(effective, budget);
    if (budget.over()) return failed(unavailable("work budget exceeded"));
    if (auto category = judge(signals, kind_of(effective))) return failed(blocked(*category));
    return order::Checked<order::Prompt>(std::move(effective.prompt));
}

std::uint64_t Guard::steps(const Effective& effective) const {
    Budget budget(steps_max);
    if (ready()) look(effective, budget);
    return budget.spent();
}

std::optional<Category> blocked_category(const Error& error) {
    if (error.kind != ErrorKind::moderation_blocked) return std::nullopt;
    return error.detail == to_text(Category::operator_term) ? Category::operator_term
                                                            : Category::minors;
}

}  // namespace easel::moderation
