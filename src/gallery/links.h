#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "blobs/store.h"
#include "order/image_order.h"

namespace easel::gallery {

/// The name of a picture in an address: content and kind, `<sha256>.png`.
struct FileName {
    blobs::BlobId blob;
    order::Format format;
};
std::string to_text(const FileName& name);
/// `not_found` for anything that is not exactly such a name.
Result<FileName> parse_file_name(std::string_view text);

/// Makes and checks signed addresses of pictures. Any thread.
class Links {
  public:
    /// `secret` must not be empty; addresses live for `lifetime`, at most a day.
    Links(Secret secret, std::chrono::seconds lifetime, const Clock& clock);

    /// `/files/<name>?exp=<unix seconds>&sig=<hex>`, to be put behind the public address.
    std::string path(const FileName& name) const;

    /// Whether this address may be read: `permission_denied` for a wrong signature, `not_found`
    /// once expired (so that an old address tells nothing).
    Result<void> verify(std::string_view name, std::string_view expires,
                        std::string_view signature) const;

  private:
    std::string sign(std::string_view name, std::string_view expires) const;

    Secret secret_;
    std::chrono::seconds lifetime_;
    const Clock& clock_;
};

}  // namespace easel::gallery
