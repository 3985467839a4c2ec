#pragma once

#include <filesystem>

#include "base/result.h"
#include "base/rng.h"
#include "base/secret.h"

namespace easel::app {

/// Signs the addresses of kept pictures: made once (32 random bytes), mode 0600.
Result<Secret> link_secret(const std::filesystem::path& data_dir, Rng& rng);

/// The identity towards vidsme where the operator gave none: 64 hex digits, made once, mode 0600.
Result<Secret> vidsme_user_id(const std::filesystem::path& data_dir, Rng& rng);

}  // namespace easel::app
