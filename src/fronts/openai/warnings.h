#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/fields.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// What a front cannot do as asked, whatever the model: noted for a lenient order, refused for a
/// strict one. Kept apart from what `order::fit` will say.
class Warnings {
  public:
    explicit Warnings(order::Policy policy) : policy_(policy) {}

    /// With strictness `invalid_value` on `param`, naming what is allowed.
    Result<void> cannot(std::string param, std::string asked, std::string applied,
                        std::string_view allowed);
    /// One for each field that nobody has asked for, up to a bound with a last one that counts the
    /// rest; with strictness `unknown_parameter` on the first.
    Result<void> of_unknown(json::Fields& fields);

    std::vector<order::Warning> take() && { return std::move(list_); }

  private:
    order::Policy policy_;
    std::vector<order::Warning> list_;
};

/// A value as the caller wrote it, cut to a warning's length.
std::string shown(const boost::json::value& value);

}  // namespace easel::fronts::openai
