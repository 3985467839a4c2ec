#include "providers/testing/checked_prompt.h"

namespace easel::moderation {

// The room of the true guard lies above this one, so the only class that can make a checked value
// is played here; it is never linked with the true one's functions.
class Guard {
  public:
    static order::Checked<order::Prompt> let_through(order::Prompt prompt) {
        return order::Checked<order::Prompt>(std::move(prompt));
    }
};

}  // namespace easel::moderation

namespace easel::providers::testing {

order::Checked<order::Prompt> checked_prompt(std::string text) {
    return moderation::Guard::let_through({std::move(text), ""});
}

}  // namespace easel::providers::testing
