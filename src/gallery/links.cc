#include "gallery/links.h"

#include <algorithm>

#include "base/assert.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "base/text.h"

namespace easel::gallery {
namespace {

constexpr std::chrono::seconds lifetime_max = std::chrono::hours(24);

Error no_such_file() {
    return fail(ErrorKind::not_found, "There is no such file, or its address has expired.");
}

}  // namespace

std::string to_text(const FileName& name) {
    return name.blob.get() + '.' + std::string(order::to_text(name.format));
}

Result<FileName> parse_file_name(std::string_view text) {
    const auto pieces = split(text, '.');
    if (pieces.size() == 2 && blobs::is_blob_id(pieces[0]))
        for (const auto format : {order::Format::png, order::Format::jpeg, order::Format::webp})
            if (pieces[1] == order::to_text(format))
                return FileName{blobs::BlobId(std::string(pieces[0])), format};
    return failed(no_such_file());
}

Links::Links(Secret secret, std::chrono::seconds lifetime, const Clock& clock)
    : secret_(std::move(secret)), lifetime_(std::min(lifetime, lifetime_max)), clock_(clock) {
    EASEL_ASSERT(!secret_.empty());
}

std::string Links::path(const FileName& name) const {
    const std::string file = to_text(name);
    const std::string expires = std::to_string(clock_.unix_seconds() + lifetime_.count());
    return "/files/" + file + "?exp=" + expires + "&sig=" + sign(file, expires);
}

Result<void> Links::verify(std::string_view name, std::string_view expires,
                           std::string_view signature) const {
    if (!equal_constant_time(sign(name, expires), signature))
        return failed(
            fail(ErrorKind::permission_denied, "The signature of this address is wrong."));
    const auto end = parse_decimal(expires);
    if (!end || static_cast<std::uint64_t>(clock_.unix_seconds()) >= *end)
        return failed(no_such_file());
    return {};
}

std::string Links::sign(std::string_view name, std::string_view expires) const {
    const std::string message = "GET\n/files/" + std::string(name) + '\n' + std::string(expires);
    return to_hex(hmac_sha256(secret_.reveal(), message)).substr(0, 32);
}

}  // namespace easel::gallery
