#include "accounts/keys.h"

#include "base/encoding.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

namespace easel::accounts {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr const char* hash_file = "admin_key.sha256";

Principal administrator() {
    return {UserId("usr_admin"), KeyId("key_admin"), Role::admin};
}

Error invalid_key() {
    return fail(ErrorKind::invalid_api_key,
                "Incorrect API key provided. Send the key that easel printed at its first start, "
                "or the API_MASTER_KEY of its configuration, as 'Authorization: Bearer <key>'.");
}

}  // namespace

Result<Keys::Opened> Keys::open(Settings settings, Rng& rng, const Clock& clock) {
    Opened opened;
    std::string hash;
    if (settings.no_auth) {
        hash.clear();
    } else if (settings.master_key && !settings.master_key->empty()) {
        hash = to_hex(sha256(settings.master_key->reveal()));
    } else {
        const auto make = [&] {
            opened.made = NewKey{Secret("sk-easel-" + rng.hex(key_bytes))};
            return to_hex(sha256(opened.made->key.reveal())) + '\n';
        };
        TRY(const std::string kept, load_or_create(settings.data_dir / hash_file, 0600, make));
        hash = std::string(trim(kept));
        if (hash.size() != 64)
            return failed(fail(ErrorKind::storage_unavailable,
                               std::string(hash_file) + " in the data directory is damaged: remove "
                                                        "it to get a new key at the next start."));
    }
    opened.keys.reset(new Keys(std::move(hash), settings.no_auth, clock));
    return opened;
}

Result<Principal> Keys::authenticate(std::optional<std::string_view> presented,
                                     std::string_view address) {
    if (no_auth_) return administrator();
    if (!presented || presented->empty())
        return failed(
            fail(ErrorKind::missing_api_key,
                 "You didn't provide an API key. Provide it in an Authorization header, as "
                 "'Authorization: Bearer <key>'."));
    CHECK_OK(throttle_.admit(address));
    if (equal_constant_time(to_hex(sha256(*presented)), hash_)) return administrator();
    throttle_.count_failure(address);
    return failed(invalid_key());
}

}  // namespace easel::accounts
