#include <gtest/gtest.h>
#include <unistd.h>

#include <regex>

#include "base/deadline.h"
#include "base/error.h"
#include "base/file.h"
#include "base/result.h"
#include "base/rng.h"
#include "base/testing/fake_clock.h"
#include "base/testing/temp_folder.h"

namespace easel {
namespace {

using namespace std::chrono_literals;

TEST(Deadline, passes_when_its_time_has_come) {
    testing::FakeClock clock;
    const Deadline soon = Deadline::in(2s, clock);
    EXPECT_FALSE(soon.passed(clock));
    EXPECT_EQ(soon.left(clock), 2s);
    clock.advance(2s);
    EXPECT_TRUE(soon.passed(clock));
    EXPECT_EQ(soon.left(clock), 0s);
}

TEST(Deadline, never_comes_unless_made_and_does_not_overflow) {
    testing::FakeClock clock;
    EXPECT_FALSE(Deadline::never().passed(clock));
    EXPECT_FALSE(Deadline::in(Duration::max(), clock).reachable());
    EXPECT_EQ(earlier(Deadline::in(1s, clock), Deadline::never()), Deadline::in(1s, clock));
}

TEST(Rng, draws_every_value_below_the_bound) {
    SeededRng rng(7);
    int seen[3] = {};
    for (int i = 0; i < 300; ++i)
        ++seen[rng.below(3)];
    for (const int count : seen)
        EXPECT_GT(count, 50);
}

TEST(Rng, makes_version_4_uuids) {
    SystemRng rng;
    EXPECT_TRUE(std::regex_match(
        rng.uuid(),
        std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
    EXPECT_NE(rng.uuid(), rng.uuid());
}

Result<int> half(int n) {
    if (n % 2 != 0) return failed(fail(ErrorKind::invalid_value, "odd").on("n"));
    return n / 2;
}

Result<int> quarter(int n) {
    TRY(const int once, half(n));
    TRY(const int twice, half(once));
    return twice;
}

TEST(Result, try_hands_the_error_up_unchanged) {
    EXPECT_EQ(quarter(8), 2);
    const auto bad = quarter(6);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().param, "n");
    EXPECT_EQ(traits(bad.error().kind).status, 400);
}

TEST(File, replaces_a_file_in_one_step_with_the_mode_asked_for) {
    const testing::TempFolder folder;
    const auto path = folder.path() / "file";
    ASSERT_TRUE(write_file_atomically(path, "one", 0600));
    ASSERT_TRUE(write_file_atomically(path, "two", 0600));
    EXPECT_EQ(read_file(path, 10), "two");
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600));
    EXPECT_FALSE(read_file(path, 2));
    std::filesystem::remove(path);
    EXPECT_EQ(read_file(path, 10).error().kind, ErrorKind::not_found);
}

// A shell's <(command), or /dev/stdin, has no size that could be asked for beforehand.
TEST(File, reads_a_pipe_to_its_end) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const Fd from(ends[0]);
    Fd to(ends[1]);
    ASSERT_TRUE(write_all(to.get(), "from a pipe"));
    to.reset();
    EXPECT_EQ(read_file("/dev/fd/" + std::to_string(from.get()), 100), "from a pipe");
}

TEST(File, makes_a_kept_file_once_and_tightens_its_mode) {
    const testing::TempFolder folder;
    const auto path = folder.path() / "file";
    EXPECT_EQ(load_or_create_private(path, [] { return "first"; }), "first");
    std::filesystem::permissions(path, std::filesystem::perms(0644));
    EXPECT_EQ(load_or_create_private(path, [] { return "second"; }), "first");
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600));
}

}  // namespace
}  // namespace easel
