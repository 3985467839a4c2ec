#include "fronts/files/range.h"

#include <gtest/gtest.h>

namespace easel::fronts::files {
namespace {

TEST(ParseRange, reads_one_range_and_ignores_what_is_none) {
    struct Row {
        const char* header;
        std::optional<ByteRange> range;
    };
    for (const Row& row : std::vector<Row>{
             {"bytes=0-9", ByteRange{0, 10}},
             {"bytes=0-0", ByteRange{0, 1}},
             {"bytes= 0-9 ", ByteRange{0, 10}},
             {"bytes=5-", ByteRange{5, 95}},
             {"bytes=99-", ByteRange{99, 1}},
             {"bytes=-5", ByteRange{95, 5}},
             {"bytes=-100", ByteRange{0, 100}},
             {"bytes=-101", ByteRange{0, 100}},
             {"bytes=90-200", ByteRange{90, 10}},
             {"bytes=0-18446744073709551615", ByteRange{0, 100}},
             {"bytes=-18446744073709551615", ByteRange{0, 100}},
             {"bytes=5-1", std::nullopt},
             {"bytes=a-b", std::nullopt},
             {"bytes=1-b", std::nullopt},
             {"bytes=a-1", std::nullopt},
             {"bytes=0-1,3-4", std::nullopt},
             {"bytes=0-1-2", std::nullopt},
             {"bytes=-", std::nullopt},
             {"bytes=", std::nullopt},
             {"bytes=5", std::nullopt},
             {"bytes=+1-5", std::nullopt},
             {"bytes=--5", std::nullopt},
             {"bytes=0-18446744073709551616", std::nullopt},
             {"bytes=18446744073709551616-", std::nullopt},
             {"pages=1-2", std::nullopt},
             {"", std::nullopt},
         }) {
        const auto parsed = parse_range(row.header, 100);
        ASSERT_TRUE(parsed) << row.header;
        EXPECT_EQ(*parsed, row.range) << row.header;
    }
}

TEST(ParseRange, refuses_what_lies_outside) {
    for (const char* header :
         {"bytes=100-", "bytes=100-200", "bytes=18446744073709551615-", "bytes=-0"}) {
        const auto parsed = parse_range(header, 100);
        ASSERT_FALSE(parsed) << header;
        EXPECT_EQ(parsed.error().kind, ErrorKind::range_not_satisfiable) << header;
    }
    for (const char* header : {"bytes=0-", "bytes=0-0", "bytes=-1"})
        EXPECT_FALSE(parse_range(header, 0)) << header;
}

}  // namespace
}  // namespace easel::fronts::files
