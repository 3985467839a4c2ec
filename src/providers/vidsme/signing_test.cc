#include "providers/vidsme/signing.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <set>

#include "base/encoding.h"
#include "base/testing/fake_clock.h"
#include "base/text.h"

namespace easel::providers::vidsme {
namespace {

using KeyPair = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

KeyPair make_key(unsigned bits) {
    return {EVP_RSA_gen(bits), EVP_PKEY_free};
}

std::string pem_of(const KeyPair& key) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PUBKEY(bytes.get(), key.get());
    char* data = nullptr;
    const auto length = BIO_get_mem_data(bytes.get(), &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string unwrap(const KeyPair& key, const std::string& secret_key) {
    const std::string wrapped = from_base64(secret_key).value_or("");
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY_decrypt_init(context.get());
    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING);
    std::string out(wrapped.size(), '\0');
    std::size_t length = out.size();
    EVP_PKEY_decrypt(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                     reinterpret_cast<const unsigned char*>(wrapped.data()), wrapped.size());
    out.resize(length);
    return out;
}

struct Signing : ::testing::Test {
    Result<Signer> make(std::string pem) {
        return Signer::create({"chatsweetie", "NHGNy5YFz7HeFb", std::move(pem)}, clock, rng);
    }

    easel::testing::FakeClock clock;
    SeededRng rng{11};
    KeyPair key = make_key(1024);
};

// The two vectors were computed with `openssl enc -aes-128-cbc` and checked with a second library.
struct Vector {
    const char* key;
    Proof proof;
    std::string sign;
    std::string query;  ///< empty: not published
};

std::string full_size_secret_key() {
    std::string text;
    for (int i = 0; i < 42; ++i)
        text += "AQEB";
    return text + "AQE=";
}

TEST_F(Signing, matches_the_published_vectors) {
    const Vector vectors[] = {
        {"0123456789abcdef",
         {1700000000, "00000000-0000-4000-8000-000000000000",
          "c2VjcmV0X2tleV9wbGFjZWhvbGRlcg==", ""},
         "XyXK4YnIOPrTA3O+8sDZSxTaIuLUYhHzbpscdAb1FudEgyCzQz83O5cYqLlNPRlYjrUp2RKhoAMjdEjn5q4SSeGz"
         "Y9DQBikcLotY14QVk3ZhARq0xn31YUS8w9b1ODlpSCBykzHmG92D3sgfXgOgqg==",
         "app_id=chatsweetie&t=1700000000&nonce=00000000-0000-4000-8000-000000000000&sign="
         "XyXK4YnIOPrTA3O%"
         "2B8sDZSxTaIuLUYhHzbpscdAb1FudEgyCzQz83O5cYqLlNPRlYjrUp2RKhoAMjdEjn5q4SSeGz"
         "Y9DQBikcLotY14QVk3ZhARq0xn31YUS8w9b1ODlpSCBykzHmG92D3sgfXgOgqg%3D%3D&secret_key="
         "c2VjcmV0X2tleV9wbGFjZWhvbGRlcg%3D%3D"},
        {"ABCDEFGHabcdefgh",
         {1763683200, "123e4567-e89b-42d3-a456-426614174000", full_size_secret_key(), ""},
         "qh6Cjyw5ufi5WPoaC+qMSH/w5XJYHov6uqDlsHy6kI0q3Xw0+o4uOM7f8TSSbURSDPwBu3RZ3DjqOAjVEDrZ8XkQ"
         "ar5AZOV7Joz1R6bMCQSfyNbmAO5KJb97AsmqXCfeEd/8UuZnBpf1QregJMUMiIFB71/IOXFS7vpLiqihnUYOL/EV"
         "Atk8y+ZS1dbdReb8c7FWBAYmwAP7VWEPRRxuhZih/XkIDh/jEMIe6HIutg97Hqnx0ewy0eCwRJ3zr0Up0JvSbftH"
         "mQgxGiP1mU/wUKKqmgeRmL+Yib/eBs/0lCAgEYA+7ZQ9CjryGbVfsOenbkmwTfp+WNiiZ0XQpbfP6A==",
         ""},
    };
    const auto signer = make(pem_of(key));
    ASSERT_TRUE(signer);
    for (const Vector& vector : vectors) {
        const auto proof = signer->seal(vector.proof, vector.key);
        ASSERT_TRUE(proof);
        EXPECT_EQ(proof->sign, vector.sign);
        if (vector.query.empty()) continue;
        EXPECT_EQ(signer->to_query(*proof), vector.query);
    }
}

TEST_F(Signing, wraps_a_key_that_its_owner_can_unwrap_and_check_with) {
    const auto signer = make(pem_of(key));
    ASSERT_TRUE(signer);
    const auto proof = signer->prove();
    ASSERT_TRUE(proof);
    EXPECT_EQ(proof->secret_key.size(), 172U);
    EXPECT_EQ(proof->sign.size(), 344U);
    EXPECT_EQ(proof->t, clock.unix_seconds());
    EXPECT_EQ(proof->nonce.size(), 36U);
    const std::string aes_key = unwrap(key, proof->secret_key);
    ASSERT_EQ(aes_key.size(), 16U);
    EXPECT_EQ(
        aes_key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
        std::string::npos);
    const auto again = signer->seal(*proof, aes_key);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->sign, proof->sign);
}

TEST_F(Signing, never_gives_the_same_proof_twice) {
    const auto signer = make(pem_of(key));
    ASSERT_TRUE(signer);
    std::set<std::string> nonces, keys, signs;
    for (int i = 0; i < 50; ++i) {
        const auto proof = signer->prove();
        ASSERT_TRUE(proof);
        nonces.insert(proof->nonce);
        keys.insert(unwrap(key, proof->secret_key));
        signs.insert(proof->sign);
    }
    EXPECT_EQ(nonces.size(), 50U);
    EXPECT_EQ(keys.size(), 50U);
    EXPECT_EQ(signs.size(), 50U);
}

TEST_F(Signing, leaves_no_bare_plus_slash_or_equals_in_a_value) {
    const auto signer = make(pem_of(key));
    ASSERT_TRUE(signer);
    const auto query = signer->query();
    ASSERT_TRUE(query);
    for (const std::string_view pair : split(*query, '&')) {
        const std::string_view value = pair.substr(pair.find('=') + 1);
        EXPECT_EQ(value.find_first_of("+/="), std::string_view::npos) << pair;
    }
}

TEST_F(Signing, refuses_a_key_it_cannot_use_and_names_the_variable) {
    const KeyPair curve(EVP_EC_gen("P-256"), EVP_PKEY_free);
    std::string one_line = pem_of(key);
    one_line = replace_all(std::move(one_line), "\n", "\\n");
    for (const std::string& pem :
         {std::string(), std::string("nonsense"), one_line, pem_of(curve)}) {
        const auto signer = make(pem);
        ASSERT_FALSE(signer) << pem;
        EXPECT_EQ(signer.error().param, "UPSTREAM_PUBLIC_KEY");
        EXPECT_TRUE(signer.error().message.starts_with("UPSTREAM_PUBLIC_KEY"));
    }
}

TEST_F(Signing, accepts_the_key_that_both_public_clients_ship) {
    EXPECT_TRUE(
        make("-----BEGIN PUBLIC KEY-----\n"
             "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDa2oPxMZe71V4dw2r8rHWt59gH\n"
             "W5INRmlhepe6GUanrHykqKdlIB4kcJiu8dHC/FJeppOXVoKz82pvwZCmSUrF/1yr\n"
             "rnmUDjqUefDu8myjhcbio6CnG5TtQfwN2pz3g6yHkLgp8cFfyPSWwyOCMMMsTU9s\n"
             "snOjvdDb4wiZI8x3UwIDAQAB\n"
             "-----END PUBLIC KEY-----\n"));
}

}  // namespace
}  // namespace easel::providers::vidsme
