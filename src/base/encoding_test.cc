#include "base/encoding.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace easel {
namespace {

TEST(Encoding, base64_matches_rfc4648) {
    // https://www.rfc-editor.org/rfc/rfc4648#section-10
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : vectors) {
        EXPECT_EQ(to_base64(plain), coded);
        EXPECT_EQ(from_base64(coded), plain);
        EXPECT_EQ(base64_length(std::string_view(plain).size()), std::string_view(coded).size());
    }
}

TEST(Encoding, base64_refuses_everything_else) {
    for (const char* bad : {"Zg", "Zg=", "Zg==\n", " Zg==", "Z===", "Zm9v====", "Zm-_", "=Zm9"})
        EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Encoding, percent_round_trips_and_refuses_broken_escapes) {
    EXPECT_EQ(percent_encode("a b+/=~"), "a%20b%2B%2F%3D~");
    EXPECT_EQ(percent_decode("a%20b%2Bc+"), "a b+c+");
    for (const char* bad : {"%", "%2", "%zz", "a%2"})
        EXPECT_FALSE(percent_decode(bad)) << bad;
}

TEST(Hash, matches_published_vectors) {
    // FIPS 180-2 appendix B.1; RFC 4231 test case 2.
    EXPECT_EQ(to_hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hash, pieces_give_the_hash_of_the_whole) {
    Sha256 hash;
    hash.add("a");
    hash.add("bc");
    EXPECT_EQ(hash.finish(), sha256("abc"));
}

TEST(Hash, compares_whole_values) {
    EXPECT_TRUE(equal_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace easel
