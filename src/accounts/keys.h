#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/throttle.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/rng.h"
#include "base/secret.h"

namespace easel::accounts {

enum class Role { user, admin };

/// Whoever a request acts for.
struct Principal {
    UserId user;
    KeyId key;
    Role role = Role::user;
};

/// A key made at the first start, to be shown once and kept as its hash.
struct NewKey {
    Secret key;
    std::string hash;
};

/// The keys of this installation. Any thread.
class Keys {
  public:
    struct Settings {
        std::filesystem::path data_dir;
        std::optional<Secret> master_key;  ///< the operator's own (API_MASTER_KEY)
        bool no_auth = false;  ///< API_MASTER_KEY=1 on loopback: everyone is the administrator
    };

    /// With no master key, the hash of the administrator's key is read from the data directory. If
    /// none is there, a key is made: `made` holds it, and only `keep` makes it the one that counts
    /// at the next start.
    struct Opened;
    static Result<Opened> open(Settings settings, Rng& rng, const Clock& clock);
    /// Keeps the hash in the data directory (mode 0600).
    static Result<void> keep(const NewKey& made, const std::filesystem::path& data_dir);

    /// False if everyone is the administrator.
    bool asked_for() const { return !no_auth_; }

    /// `presented` is what the caller sent, nullopt if nothing. Errors: `missing_api_key`,
    /// `invalid_api_key` (the same for every reason), `login_throttled` after too many bad keys
    /// from one address within a minute.
    Result<Principal> authenticate(std::optional<std::string_view> presented,
                                   std::string_view address);

  private:
    Keys(std::string hash, bool no_auth, const Clock& clock)
        : hash_(std::move(hash)), no_auth_(no_auth), throttle_(clock) {}

    std::string hash_;
    bool no_auth_;
    Throttle throttle_;
};

struct Keys::Opened {
    std::unique_ptr<Keys> keys;
    std::optional<NewKey> made;
};

}  // namespace easel::accounts
