#include "base/text.h"

#include <gtest/gtest.h>

namespace easel {
namespace {

TEST(Text, trims_ascii_white_space_at_both_ends) {
    EXPECT_EQ(trim(" \ta b\r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, compares_without_regard_to_ascii_case_only) {
    EXPECT_TRUE(iequals("X-Request-ID", "x-request-id"));
    EXPECT_FALSE(iequals("\xC3\x84", "\xC3\xA4"));
    EXPECT_FALSE(iequals("a", "ab"));
}

TEST(Text, splits_into_one_piece_more_than_separators) {
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
    EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Text, replaces_without_looking_at_its_own_output) {
    EXPECT_EQ(replace_all("aXbX", "X", "XX"), "aXXbXX");
}

TEST(Text, reads_decimals_strictly) {
    EXPECT_EQ(parse_decimal("0"), 0U);
    EXPECT_EQ(parse_decimal("18446744073709551615"), UINT64_MAX);
    for (const char* bad : {"", "+1", "-1", "01", " 1", "1 ", "0x1", "18446744073709551616"})
        EXPECT_FALSE(parse_decimal(bad)) << bad;
}

TEST(Text, accepts_exactly_well_formed_utf8) {
    for (const char* good :
         {"", "a", "\xC3\xA9", "\xE7\x94\xBB", "\xF0\x9F\xA6\x8A", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(valid_utf8(good)) << good;
    for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE7\x94", "\xFF"})
        EXPECT_FALSE(valid_utf8(bad)) << bad;
}

TEST(Text, counts_characters_and_cuts_between_them) {
    EXPECT_EQ(count_code_points("a\xF0\x9F\xA6\x8A\xC3\xA9"), 3U);
    EXPECT_EQ(utf8_prefix("a\xC3\xA9", 2), "a");
    EXPECT_EQ(utf8_prefix("a\xC3\xA9", 3), "a\xC3\xA9");
}

TEST(Text, makes_foreign_bytes_printable_and_short) {
    EXPECT_EQ(printable("a\x1b[0m\n\xFF\xC3\xA9"), "a\\x1b[0m\\x0a\\xff\xC3\xA9");
    EXPECT_LE(printable(std::string(9000, 'a'), 100).size(), 100U);
}

}  // namespace
}  // namespace easel
