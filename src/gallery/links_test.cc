#include "gallery/links.h"

#include <gtest/gtest.h>

#include "base/testing/fake_clock.h"

namespace easel::gallery {
namespace {

using namespace std::chrono_literals;

const FileName fox{blobs::BlobId(std::string(64, 'a')), order::Format::png};

struct Address {
    std::string name, expires, signature;
};

Address taken_apart(const std::string& path) {
    const auto exp = path.find("?exp="), sig = path.find("&sig=");
    return {path.substr(7, exp - 7), path.substr(exp + 5, sig - exp - 5), path.substr(sig + 5)};
}

TEST(Links, an_address_is_good_until_it_expires_also_for_another_process) {
    testing::FakeClock clock;
    const Address address = taken_apart(Links(Secret("k"), 1h, clock).path(fox));
    const Links restarted(Secret("k"), 1h, clock);
    EXPECT_TRUE(restarted.verify(address.name, address.expires, address.signature));
    clock.advance(1h);
    EXPECT_EQ(restarted.verify(address.name, address.expires, address.signature).error().kind,
              ErrorKind::not_found);
}

TEST(Links, nothing_in_an_address_can_be_changed) {
    testing::FakeClock clock;
    const Links links(Secret("k"), 1h, clock);
    const Address good = taken_apart(links.path(fox));
    const Address bad[] = {
        {std::string(64, 'b') + ".png", good.expires, good.signature},
        {std::string(64, 'a') + ".jpeg", good.expires, good.signature},
        {good.name, std::to_string(std::stoll(good.expires) + 1), good.signature},
        {good.name, good.expires, ""},
        {good.name, good.expires, std::string(32, '0')}};
    for (const Address& address : bad)
        EXPECT_EQ(links.verify(address.name, address.expires, address.signature).error().kind,
                  ErrorKind::permission_denied);
    EXPECT_FALSE(Links(Secret("other"), 1h, clock).verify(good.name, good.expires, good.signature));
}

TEST(Links, live_for_a_day_at_the_most) {
    testing::FakeClock clock;
    const Address address = taken_apart(Links(Secret("k"), 1000h, clock).path(fox));
    EXPECT_EQ(std::stoll(address.expires), clock.unix_seconds() + 24 * 3600);
}

TEST(FileName, is_read_back_exactly) {
    EXPECT_EQ(to_text(*parse_file_name(to_text(fox))), to_text(fox));
    for (const char* bad : {"", "a.png", "../../etc/passwd", ".png"})
        EXPECT_EQ(parse_file_name(bad).error().kind, ErrorKind::not_found) << bad;
    EXPECT_FALSE(parse_file_name(std::string(64, 'a') + ".svg"));
    EXPECT_FALSE(parse_file_name(std::string(64, 'A') + ".png"));
    EXPECT_FALSE(parse_file_name(std::string(64, 'a') + ".png.png"));
}

}  // namespace
}  // namespace easel::gallery
