#pragma once

#include <string>

namespace easel::order {

/// The words that an upstream will see: the caller's text with the route's prefix in place.
struct Prompt {
    std::string text;
    std::string negative;  ///< empty: none
};

}  // namespace easel::order
