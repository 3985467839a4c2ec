#include "net/http/chunk_decoder.h"

#include <gtest/gtest.h>

namespace easel::net::http {
namespace {

using namespace std::string_literals;

struct Decoded {
    bool ok = true;
    bool done = false;
    std::string body;
    std::size_t used = 0;
};

/// Feeds `wire` in pieces of `step` bytes, as a slow client would.
Decoded decode(std::string_view wire, std::size_t step) {
    ChunkDecoder decoder;
    Decoded out;
    while (out.used < wire.size() && !decoder.done()) {
        const auto used = decoder.decode(wire.substr(out.used, step), out.body);
        if (!used) return {false, false, out.body, out.used};
        out.used += *used;
    }
    out.done = decoder.done();
    return out;
}

TEST(ChunkDecoder, puts_a_body_together_however_it_is_cut) {
    const std::string wire =
        "4\r\nWiki\r\n6;name=\"value\"\r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\n\r\nGET /next";
    for (std::size_t step = 1; step <= wire.size(); ++step) {
        const Decoded out = decode(wire, step);
        EXPECT_TRUE(out.ok && out.done);
        EXPECT_EQ(out.body, "Wikipedia in \r\n\r\nchunks.");
        EXPECT_EQ(wire.substr(out.used), "GET /next");
    }
}

TEST(ChunkDecoder, A04_every_other_form_is_refused) {
    const std::vector<std::string> cases = {
        "-1\r\n",
        "+1\r\na\r\n0\r\n\r\n",
        " 1\r\na\r\n0\r\n\r\n",
        "1 \r\na\r\n0\r\n\r\n",
        "1_0\r\n",
        "0x1\r\na\r\n0\r\n\r\n",
        "g\r\n",
        "\r\n",
        ";x\r\n",
        "00000000000000001\r\na\r\n0\r\n\r\n",
        "1\na\r\n0\r\n\r\n",
        "1\r\na\n0\r\n\r\n",
        "1\r\nab\r\n0\r\n\r\n",
        "1\r\na0\r\n\r\n",
        "1\r\na\r0\r\n\r\n",
        "1\rXa\r\n0\r\n\r\n",
        "1;" + std::string(257, 'x') + "\r\na\r\n0\r\n\r\n",
        "1;a\nb\r\na\r\n0\r\n\r\n",
        "1;a\0b\r\na\r\n0\r\n\r\n"s,
        "0\r\n\n",
        "0\r\nno colon\r\n\r\n",
        "0\r\nX : y\r\n\r\n",
        "0\r\n X: y\r\n\r\n",
        "0\r\nX: \x80\r\n\r\n",
        "0\r\nX: " + std::string(9000, 'y') + "\r\n\r\n",
    };
    for (const std::string& wire : cases) {
        EXPECT_FALSE(decode(wire, wire.size()).ok) << testing::PrintToString(wire);
        EXPECT_FALSE(decode(wire, 1).ok) << testing::PrintToString(wire);
    }
}

TEST(ChunkDecoder, takes_what_is_just_within_the_rules) {
    for (const std::string& wire :
         {"0000000000000001\r\na\r\n0\r\n\r\n"s,
          "1;" + std::string(256, 'x') + "\r\na\r\n0\r\n\r\n", "1\r\na\r\n00\r\n\r\n"s,
          "1\r\na\r\n0;last\r\nX: y\r\nZ:\r\n\r\n"s}) {
        const Decoded out = decode(wire, wire.size());
        EXPECT_TRUE(out.ok && out.done) << wire;
        EXPECT_EQ(out.body, "a");
    }
}

TEST(ChunkDecoder, a_huge_announcement_takes_no_memory) {
    const Decoded out = decode("FFFFFFFFFFFFFFFF\r\nabc", 100);
    EXPECT_TRUE(out.ok);
    EXPECT_FALSE(out.done);
    EXPECT_EQ(out.body, "abc");
}

}  // namespace
}  // namespace easel::net::http
