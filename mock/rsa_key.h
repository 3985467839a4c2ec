#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_pkey_st;

namespace easel::mock {

/// The private key of an upstream that the mock plays. Any thread may use it.
class RsaKey {
  public:
    /// 1024 bits, as vidsme's own.
    static Result<RsaKey> generate();
    static Result<RsaKey> from_pem(std::string_view pem);

    std::string public_pem() const;
    /// PKCS#1 v1.5. A wrong ciphertext may give wrong bytes instead of nullopt (OpenSSL 3.2 rejects
    /// implicitly), so look at what came out.
    std::optional<std::string> decrypt(std::string_view bytes) const;

  private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    explicit RsaKey(evp_pkey_st* key) : key_(key) {}
    std::unique_ptr<evp_pkey_st, Free> key_;
};

/// AES-128-CBC with PKCS#7; nullopt for a wrong key, length or padding.
std::optional<std::string> decrypt_cbc(std::string_view key, std::string_view iv,
                                       std::string_view bytes);

}  // namespace easel::mock
