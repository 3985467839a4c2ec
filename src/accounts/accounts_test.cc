#include <gtest/gtest.h>

#include "accounts/keys.h"
#include "base/file.h"
#include "base/testing/fake_clock.h"
#include "base/testing/temp_folder.h"

namespace easel::accounts {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class KeysTest : public ::testing::Test {
  protected:
    Keys::Opened open(std::optional<Secret> master = {}, bool no_auth = false) {
        return *Keys::open({folder_, std::move(master), no_auth}, rng_, clock_);
    }

    testing::TempFolder temp_;
    const fs::path folder_ = temp_.path();
    SeededRng rng_{1};
    testing::FakeClock clock_;
};

TEST_F(KeysTest, the_first_start_makes_a_key_and_keeps_only_its_hash) {
    const Keys::Opened first = open();
    ASSERT_TRUE(first.made);
    ASSERT_TRUE(Keys::keep(*first.made, folder_));
    const std::string key = first.made->key.reveal();
    const std::string kept = *read_file(folder_ / "admin_key.sha256", 1000);
    EXPECT_EQ(kept.find(key), std::string::npos);
    EXPECT_EQ(fs::status(folder_ / "admin_key.sha256").permissions(), fs::perms(0600));

    const Keys::Opened second = open();
    EXPECT_FALSE(second.made);
    const auto who = second.keys->authenticate(key, "192.0.2.1");
    ASSERT_TRUE(who);
    EXPECT_EQ(who->role, Role::admin);
}

// Whoever never saw the first key would be locked out by its hash.
TEST_F(KeysTest, a_start_that_fails_before_it_shows_the_key_leaves_none_behind) {
    const Keys::Opened failed = open();
    ASSERT_TRUE(failed.made);
    EXPECT_TRUE(failed.keys->authenticate(failed.made->key.reveal(), "192.0.2.1"));
    const Keys::Opened next = open();
    ASSERT_TRUE(next.made);
    EXPECT_NE(next.made->key.reveal(), failed.made->key.reveal());
}

TEST_F(KeysTest, a_damaged_hash_is_told_and_not_replaced) {
    ASSERT_TRUE(write_file_atomically(folder_ / "admin_key.sha256", "short", 0600));
    const auto opened = Keys::open({folder_, {}, false}, rng_, clock_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::storage_unavailable);
}

TEST_F(KeysTest, the_operators_key_is_opaque_text) {
    const Keys::Opened opened = open(Secret("pass word:密钥"));
    EXPECT_FALSE(opened.made);
    EXPECT_TRUE(opened.keys->authenticate("pass word:密钥", "192.0.2.1"));
    EXPECT_FALSE(fs::exists(folder_ / "admin_key.sha256"));
}

TEST_F(KeysTest, every_wrong_key_gets_the_same_answer) {
    const Keys::Opened opened = open(Secret("right"));
    const auto expected = opened.keys->authenticate("wrong", "192.0.2.1").error();
    EXPECT_EQ(expected.kind, ErrorKind::invalid_api_key);
    for (const char* key : {"righ", "right ", "' OR 1=1 --", "\xFF\xFE", "sk-easel-0"}) {
        const auto got = opened.keys->authenticate(key, "192.0.2.1");
        ASSERT_FALSE(got) << key;
        EXPECT_EQ(got.error().message, expected.message);
    }
    EXPECT_EQ(opened.keys->authenticate({}, "192.0.2.1").error().kind, ErrorKind::missing_api_key);
    EXPECT_EQ(opened.keys->authenticate("", "192.0.2.1").error().kind, ErrorKind::missing_api_key);
}

TEST_F(KeysTest, without_authentication_everyone_is_the_administrator) {
    EXPECT_TRUE(open({}, true).keys->authenticate({}, "127.0.0.1"));
}

TEST_F(KeysTest, an_address_that_guesses_is_refused_for_a_while_even_with_the_right_key) {
    const Keys::Opened opened = open(Secret("right"));
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(opened.keys->authenticate("wrong", "192.0.2.1").error().kind,
                  ErrorKind::invalid_api_key);
    const auto refused = opened.keys->authenticate("right", "192.0.2.1");
    EXPECT_EQ(refused.error().kind, ErrorKind::login_throttled);
    EXPECT_EQ(refused.error().retry_after, 60s);
    EXPECT_TRUE(opened.keys->authenticate("right", "192.0.2.2"));
    clock_.advance(61s);
    EXPECT_TRUE(opened.keys->authenticate("right", "192.0.2.1"));
}

TEST_F(KeysTest, twenty_bad_keys_within_a_minute_are_borne) {
    const Keys::Opened opened = open(Secret("right"));
    for (int i = 0; i < 60; ++i) {
        EXPECT_EQ(opened.keys->authenticate("wrong", "192.0.2.1").error().kind,
                  ErrorKind::invalid_api_key);
        clock_.advance(4s);
    }
    EXPECT_TRUE(opened.keys->authenticate("right", "192.0.2.1"));
}

TEST(Throttle, remembers_a_bounded_number_of_addresses) {
    testing::FakeClock clock;
    Throttle throttle(clock);
    for (std::size_t i = 0; i < Throttle::addresses_max + 50; ++i)
        throttle.count_failure(std::to_string(i));
    EXPECT_EQ(throttle.remembered(), Throttle::addresses_max);
}

}  // namespace
}  // namespace easel::accounts
