#include "mock/rsa_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace easel::mock {
namespace {

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

void RsaKey::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

Result<RsaKey> RsaKey::generate() {
    evp_pkey_st* key = EVP_RSA_gen(1024);
    if (key == nullptr) return failed(fail(ErrorKind::internal_error, "No RSA key was made."));
    return RsaKey(key);
}

Result<RsaKey> RsaKey::from_pem(std::string_view pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    evp_pkey_st* key = PEM_read_bio_PrivateKey(bytes.get(), nullptr, nullptr, nullptr);
    if (key == nullptr) {
        ERR_clear_error();
        return failed(fail(ErrorKind::invalid_value, "This is no private key in PEM form."));
    }
    return RsaKey(key);
}

std::string RsaKey::public_pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PUBKEY(bytes.get(), key_.get());
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bytes.get(), &data);
    return {data, static_cast<std::size_t>(length)};
}

std::optional<std::string> RsaKey::decrypt(std::string_view bytes) const {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(key_.get(), nullptr), EVP_PKEY_CTX_free);
    std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    std::size_t length = out.size();
    const bool done =
        context && EVP_PKEY_decrypt_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
        EVP_PKEY_decrypt(context.get(), raw(out), &length, raw(bytes), bytes.size()) == 1;
    ERR_clear_error();
    if (!done) return std::nullopt;
    out.resize(length);
    return out;
}

std::optional<std::string> decrypt_cbc(std::string_view key, std::string_view iv,
                                       std::string_view bytes) {
    if (key.size() != 16 || iv.size() != 16) return std::nullopt;
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string out(bytes.size() + 16, '\0');
    int length = 0;
    int rest = 0;
    const bool done =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, raw(key), raw(iv)) == 1 &&
        EVP_DecryptUpdate(context.get(), raw(out), &length, raw(bytes),
                          static_cast<int>(bytes.size())) == 1 &&
        EVP_DecryptFinal_ex(context.get(), raw(out) + length, &rest) == 1;
    ERR_clear_error();
    if (!done) return std::nullopt;
    out.resize(static_cast<std::size_t>(length) + static_cast<std::size_t>(rest));
    return out;
}

}  // namespace easel::mock
