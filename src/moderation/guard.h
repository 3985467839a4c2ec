#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "moderation/verdict.h"
#include "order/checked.h"
#include "order/prompt.h"

namespace easel::moderation {

/// All that an operator can do to the guard: add to it. There is deliberately nothing here, in the
/// build or in the environment that takes away from it or turns it off.
struct GuardSettings {
    std::vector<std::string> extra_terms;  ///< each blocks wherever it stands
};

/// What an upstream would see and be told, complete: the texts after prefixes, styles and
/// rewriting. The negative prompt is taken as what is not drawn: where it may be (guidance below 1
/// turns it round), it belongs among the other texts as well.
struct Effective {
    order::Prompt prompt;
    std::vector<std::string> other_texts{};  ///< style, names of models and files, template values
    bool mature_model = false;
};

/// The always-on check against sexual content that involves minors; the only maker of
/// `order::Checked`, without which nothing reaches an upstream. It compares words: see the README
/// for what it cannot see. Pure and immutable: any number of threads may call `check` at once; no
/// suspension, no I/O. Move-only; a guard that was moved from refuses everything.
class Guard {
  public:
    /// `safety_unavailable` if the built-in lists are damaged or do not work; `invalid_value` if an
    /// extra term cannot be matched (empty, a single letter, longer than 60 letters) or there are
    /// more than 10,000.
    static Result<Guard> create(const GuardSettings& settings = {});

    /// `moderation_blocked`: the texts break the policy; the message is the same for all and names
    /// no word, the detail holds the category alone. `safety_unavailable`: the work budget was
    /// exceeded or this guard is not ready. Either way nothing may be sent.
    Result<order::Checked<order::Prompt>> check(Effective effective) const;

    /// For readiness probes.
    bool ready() const { return matcher_ != nullptr; }

    /// Steps that `check` would spend: the measure of its budget, for tests and benchmarks.
    std::uint64_t steps(const Effective& effective) const;

    /// Bytes of all texts together, and steps, above which `check` refuses.
    static constexpr std::size_t bytes_max = 512 * 1024;
    static constexpr std::uint64_t steps_max = 80'000'000;

  private:
    explicit Guard(std::vector<Term> terms);
    Signals look(const Effective& effective, Budget& budget) const;
    Result<void> self_test() const;

    std::unique_ptr<const Matcher> matcher_;
};

/// The category of a `moderation_blocked` error made here.
std::optional<Category> blocked_category(const Error& error);

}  // namespace easel::moderation
