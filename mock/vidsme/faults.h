#pragma once

#include <optional>

#include "mock/fault.h"
#include "mock/http.h"

namespace easel::mock::vidsme {

/// The answer that a fault gives in place of the work, if it is one of those that keep the order
/// from getting through; `taken=1` lets it through all the same.
bool keeps_out(const Fault& fault);

/// What becomes of `good`, the answer without the fault.
HttpReply spoil(HttpReply good, const Fault& fault);

}  // namespace easel::mock::vidsme
