#pragma once

#include <optional>

#include "moderation/matcher.h"

namespace easel::moderation {

/// Why a request was blocked: for logs and metrics, which never get the text.
enum class Category { minors, operator_term };
std::string_view to_text(Category category);

/// What was found in an effective prompt.
struct Signals {
    Groups positive = 0;  ///< text, style, names
    Groups negative = 0;  ///< the negative prompt
};

/// The policy as a pure function: nullopt lets the prompt pass.
///  - a hard term or an operator's term blocks, in the negative prompt too;
///  - a minor signal blocks together with a sexual one, wherever in the positive texts the two
///  stand;
///    in the negative prompt either is a wish to avoid it and no signal;
///  - on a mature model a minor signal blocks alone;
///  - "adult" in the negative prompt of a sexual prompt, or on a mature model, is a minor signal.
std::optional<Category> judge(Signals signals, ModelKind model);

}  // namespace easel::moderation
