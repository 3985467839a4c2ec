#pragma once

#include <string>

#include "base/strong.h"

namespace easel {

/// All ids are opaque text made from 128 random bits with a prefix that tells people what they
/// look at (`job_…`, `key_…`). They are safe in URLs and logs.
using JobId = Strong<std::string, struct JobIdTag>;
using UserId = Strong<std::string, struct UserIdTag>;
using KeyId = Strong<std::string, struct KeyIdTag>;
/// The public name of a model, as callers write it.
using ModelName = Strong<std::string, struct ModelNameTag>;

}  // namespace easel
