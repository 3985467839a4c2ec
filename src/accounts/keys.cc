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

NewKey make_key(Rng& rng) {
    Secret key("sk-easel-" + rng.hex(key_bytes));
    std::string hash = to_hex(sha256(key.reveal()));
    return {std::move(key), std::move(hash)};
}

// nullopt before the first start.
Result<std::optional<std::string>> kept_hash(const std::filesystem::path& data_dir) {
    const Result<std::string> kept = load_private(data_dir / hash_file);
    if (!kept && kept.error().kind == ErrorKind::not_found) return std::nullopt;
    if (!kept) return failed(kept.error());
    std::string hash(trim(*kept));
    if (hash.size() == 64) return hash;
    return failed(fail(ErrorKind::storage_unavailable,
                       std::string(hash_file) + " in the data directory is damaged: remove it to "
                                                "get a new key at the next start."));
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
        TRY(const std::optional<std::string> kept, kept_hash(settings.data_dir));
        if (!kept) opened.made = make_key(rng);
        hash = kept ? *kept : opened.made->hash;
    }
    opened.keys.reset(new Keys(std::move(hash), settings.no_auth, clock));
    return opened;
}

Result<void> Keys::keep(const NewKey& made, const std::filesystem::path& data_dir) {
    return write_file_atomically(data_dir / hash_file, made.hash + '\n', 0600);
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
