#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "fronts/openai/warnings.h"
#include "json/fields.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// Reads what a caller may say about a picture beside its prompt, the same in every route of this
/// dialect: OpenAI's fields (contract section 1.1) and easel's `negative_prompt seed steps
/// guidance`. Every legal value of OpenAI's is understood; an error names the parameter.
Result<void> read_order(json::Fields& fields, const ModelName& default_model,
                        order::ImageOrder& order, Warnings& warnings);

}  // namespace easel::fronts::openai
