#include "providers/vidsme/schedule.h"

#include <gtest/gtest.h>

namespace easel::providers::vidsme {
namespace {

using namespace std::chrono_literals;

TEST(VidsmeSchedule, is_dense_first_and_sparse_later_and_ends_at_the_time_out) {
    const Polling polling;
    const std::pair<Duration, Duration> rows[] = {
        {1s, 1s},   {9s, 1s},   {10s, 2s},  {29s, 2s},  {30s, 3s},
        {236s, 3s}, {238s, 2s}, {240s, 0s}, {500s, 0s},
    };
    for (const auto& [since, wait] : rows)
        EXPECT_EQ(next_wait(polling, since), wait) << since.count();
}

TEST(VidsmeSchedule, asks_each_second_to_ten_then_every_other_to_thirty_then_at_the_interval) {
    const Polling polling{.interval = 5s, .timeout = 60s};
    std::vector<int> asked;
    Duration at = polling.first;
    for (Duration wait = 1ns; wait > 0ns; at += wait) {
        asked.push_back(static_cast<int>(at / 1s));
        wait = next_wait(polling, at);
    }
    const std::vector<int> expected = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 12, 14, 16,
                                       18, 20, 22, 24, 26, 28, 30, 35, 40, 45, 50, 55, 60};
    EXPECT_EQ(asked, expected);
}

TEST(VidsmeSchedule, gives_an_upstream_in_trouble_more_and_more_rest) {
    const Polling polling;
    const std::pair<int, Duration> rows[] = {{1, 1s}, {2, 2s},  {3, 4s},
                                             {4, 8s}, {5, 16s}, {99, 16s}};
    for (const auto& [failures, wait] : rows)
        EXPECT_EQ(wait_after_trouble(polling, 1s, failures), wait) << failures;
    EXPECT_EQ(wait_after_trouble(polling, 239s, 4), 1s);
    const Polling slow{.interval = 60s, .timeout = 600s};
    EXPECT_EQ(wait_after_trouble(slow, 100s, 1), 60s);
    EXPECT_EQ(wait_after_trouble(slow, 100s, 9), 60s);
}

}  // namespace
}  // namespace easel::providers::vidsme
