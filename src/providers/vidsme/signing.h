#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/rng.h"

struct evp_pkey_st;
struct evp_cipher_st;

namespace easel::providers::vidsme {

/// What proves one call. Each call needs a new one: key, nonce and time are never used twice.
struct Proof {
    std::int64_t t = 0;      ///< Unix time, whole seconds
    std::string nonce;       ///< UUIDv4
    std::string secret_key;  ///< base64 of the RSA-wrapped AES key
    std::string sign;        ///< base64
};

/// Makes the `sign` and `secret_key` of calls to vidsme. There is no official description; source:
/// github.com/lzA6/vidsme-2api @10ebad2, app/utils/security.py, and the worker at
/// github.com/lza6/vidsme-2api-cfwork @b4b709d. The scheme "signs" by encrypting:
///
///   key        16 characters from [A-Za-z0-9], AES-128 key and IV at once
///   secret_key base64(RSAES-PKCS1-v1_5(key))
///   sign       base64(AES-128-CBC-PKCS7("app_id:salt:t:nonce:secret_key"))
///
/// Immutable after creation; any thread may sign.
class Signer {
  public:
    struct Settings {
        std::string app_id;
        std::string static_salt;
        std::string public_key_pem;  ///< SPKI ("BEGIN PUBLIC KEY") with real line ends
    };

    /// Reads the key once. `invalid_value` on UPSTREAM_PUBLIC_KEY if it is no RSA key.
    static Result<Signer> create(Settings settings, const Clock& clock, Rng& rng);

    Result<Proof> prove() const;

    /// A fresh proof as `app_id=…&t=…&nonce=…&sign=…&secret_key=…`, form-encoded.
    Result<std::string> query() const;

    /// The deterministic half, for `prove` and the published vectors: fills in `sign` from the
    /// rest of the proof. `key` has 16 bytes.
    Result<Proof> seal(Proof proof, std::string_view key) const;
    std::string to_query(const Proof& proof) const;

  private:
    struct FreeKey {
        void operator()(evp_pkey_st* key) const;
    };
    struct FreeCipher {
        void operator()(evp_cipher_st* cipher) const;
    };

    Signer(Settings settings, const Clock& clock, Rng& rng);
    Result<std::string> wrap(std::string_view key) const;

    Settings settings_;
    const Clock* clock_;
    Rng* rng_;
    std::unique_ptr<evp_pkey_st, FreeKey> public_key_;
    std::unique_ptr<evp_cipher_st, FreeCipher> aes_;  // fetched once: a look-up a call costs more
};

}  // namespace easel::providers::vidsme
