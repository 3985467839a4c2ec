#include "providers/vidsme/signing.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/encoding.h"

namespace easel::providers::vidsme {
namespace {

constexpr std::size_t key_length = 16;
constexpr std::size_t aes_block = 16;
constexpr std::string_view key_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Both empty OpenSSL's error queue: what is left there would be taken for a TLS failure later on.
Error crypto_failed(const char* what) {
    ERR_clear_error();
    return fail(ErrorKind::internal_error, "The request to the image service could not be signed.")
        .because(what);
}

Error bad_key(std::string message) {
    ERR_clear_error();
    return fail(ErrorKind::invalid_value, "UPSTREAM_PUBLIC_KEY " + std::move(message))
        .on("UPSTREAM_PUBLIC_KEY");
}

Result<std::string> encrypt_cbc(const EVP_CIPHER* aes, std::string_view key,
                                std::string_view text) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string out(text.size() + aes_block, '\0');
    int length = 0;
    int rest = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), aes, raw(key), raw(key), nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), raw(out), &length, raw(text),
                          static_cast<int>(text.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), raw(out) + length, &rest) != 1)
        return failed(crypto_failed("AES-128-CBC"));
    out.resize(static_cast<std::size_t>(length) + static_cast<std::size_t>(rest));
    return out;
}

}  // namespace

void Signer::FreeKey::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}
void Signer::FreeCipher::operator()(evp_cipher_st* cipher) const {
    EVP_CIPHER_free(cipher);
}

Signer::Signer(Settings settings, const Clock& clock, Rng& rng)
    : settings_(std::move(settings)), clock_(&clock), rng_(&rng) {}

Result<Signer> Signer::create(Settings settings, const Clock& clock, Rng& rng) {
    Signer signer(std::move(settings), clock, rng);
    const std::string& pem = signer.settings_.public_key_pem;
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    if (bytes)
        signer.public_key_.reset(PEM_read_bio_PUBKEY(bytes.get(), nullptr, nullptr, nullptr));
    if (!signer.public_key_)
        return failed(
            bad_key("is not a public key in PEM form: it starts with "
                    "-----BEGIN PUBLIC KEY----- and its line ends are written as \\n."));
    if (EVP_PKEY_is_a(signer.public_key_.get(), "RSA") != 1)
        return failed(bad_key("must be an RSA key."));
    signer.aes_.reset(EVP_CIPHER_fetch(nullptr, "AES-128-CBC", nullptr));
    if (!signer.aes_) return failed(crypto_failed("no AES-128-CBC in this OpenSSL"));
    // Tried once here, so that a key too short to wrap anything is found at the start.
    if (!signer.wrap(std::string(key_length, 'k')))
        return failed(bad_key("cannot encrypt 16 bytes: it is too short."));
    return signer;
}

Result<std::string> Signer::wrap(std::string_view key) const {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(public_key_.get(), nullptr), EVP_PKEY_CTX_free);
    std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(public_key_.get())), '\0');
    std::size_t length = out.size();
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
        EVP_PKEY_encrypt(context.get(), raw(out), &length, raw(key), key.size()) != 1)
        return failed(crypto_failed("RSAES-PKCS1-v1_5"));
    out.resize(length);
    return out;
}

Result<Proof> Signer::seal(Proof proof, std::string_view key) const {
    if (key.size() != key_length) return failed(crypto_failed("AES key length"));
    const std::string message = settings_.app_id + ':' + settings_.static_salt + ':' +
                                std::to_string(proof.t) + ':' + proof.nonce + ':' +
                                proof.secret_key;
    TRY(const std::string encrypted, encrypt_cbc(aes_.get(), key, message));
    proof.sign = to_base64(encrypted);
    return proof;
}

Result<Proof> Signer::prove() const {
    const std::string key = rng_->text(key_length, key_alphabet);
    TRY(const std::string wrapped, wrap(key));
    Proof proof;
    proof.t = clock_->unix_seconds();
    proof.nonce = rng_->uuid();
    proof.secret_key = to_base64(wrapped);
    return seal(std::move(proof), key);
}

std::string Signer::to_query(const Proof& proof) const {
    // The order of both known clients. A bare `+` would be read as a space and spoil the signature.
    return "app_id=" + percent_encode(settings_.app_id) + "&t=" + std::to_string(proof.t) +
           "&nonce=" + percent_encode(proof.nonce) + "&sign=" + percent_encode(proof.sign) +
           "&secret_key=" + percent_encode(proof.secret_key);
}

Result<std::string> Signer::query() const {
    TRY(const Proof proof, prove());
    return to_query(proof);
}

}  // namespace easel::providers::vidsme
