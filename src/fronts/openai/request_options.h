#pragma once

#include "base/result.h"
#include "net/http/request.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// Whether this request wants strictness: header `x-easel-strict: true|false`, else `fallback`.
Result<order::Policy> policy_of(const net::http::Request& request, order::Policy fallback);

/// `unsupported_content_type` unless the body is declared as JSON in UTF-8.
Result<void> expect_json(const net::http::Request& request);

}  // namespace easel::fronts::openai
