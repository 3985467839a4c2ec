#include "app/kept_secrets.h"

#include "base/file.h"
#include "base/text.h"

namespace easel::app {
namespace {

constexpr std::size_t secret_bytes = 32;

Result<Secret> kept(const std::filesystem::path& file, Rng& rng) {
    TRY(const std::string text,
        load_or_create_private(file, [&] { return rng.hex(secret_bytes) + '\n'; }));
    const std::string_view secret = trim(text);
    // A short or empty secret would sign for anyone: refuse rather than serve with it.
    if (secret.size() < 2 * secret_bytes)
        return failed(fail(ErrorKind::storage_unavailable,
                           file.string() + " is damaged: remove it to have a new one made."));
    return Secret(std::string(secret));
}

}  // namespace

Result<Secret> link_secret(const std::filesystem::path& data_dir, Rng& rng) {
    return kept(data_dir / "link_secret", rng);
}

Result<Secret> vidsme_user_id(const std::filesystem::path& data_dir, Rng& rng) {
    return kept(data_dir / "vidsme_user_id", rng);
}

}  // namespace easel::app
