#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/catalog.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// An image request in our own words.
struct ImageRequest {
    order::ImageOrder order;
    std::optional<catalog::Delivery> delivery;  ///< `response_format`, if given
    std::vector<order::Warning> warnings;       ///< of this front
};

/// Reads the body of POST /v1/images/generations (OpenAI's contract, section 1.1, with easel's
/// extra fields `negative_prompt seed steps guidance`). Every legal value of OpenAI's is
/// understood; what easel cannot do becomes a warning, or with `Policy::strict` an error that names
/// the parameter.
Result<ImageRequest> parse_image_request(std::string_view body, const ModelName& default_model,
                                         order::Policy policy);

}  // namespace easel::fronts::openai
