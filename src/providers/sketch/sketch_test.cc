#include "providers/sketch/sketch.h"

#include <gtest/gtest.h>

#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "providers/testing/checked_prompt.h"
#include "providers/testing/recording_sink.h"

namespace easel::providers::sketch {
namespace {

using namespace std::chrono_literals;

struct Studio {
    Submission submission(order::Size size, std::optional<std::uint64_t> seed) const {
        Submission out{testing::checked_prompt("hills at dusk"), Sketch::model_name, {}, 1, "", {}};
        out.order.size = size;
        out.order.seed = seed;
        return out;
    }
    Result<Finished> paint(Submission order) {
        testing::RecordingSink sink;
        auto begun = async::testing::run(sketch.submit(std::move(order), sink));
        if (!begun) return failed(begun.error());
        return std::get<Finished>(std::move(*begun));
    }
    std::string pixels(const Finished& done) const {
        const auto& picture = std::get<PicturePixels>(done.pictures.at(0).content);
        const auto size = file_size(picture.file.get());
        return read_at(picture.file.get(), 0, size.value()).value();
    }

    easel::async::testing::FakeTimers timers;
    SeededRng rng{3};
    async::Offload pool{1, 4};
    Sketch sketch{{pool, timers, rng}};
};

TEST(Sketch, paints_the_size_asked_for_and_says_which_seed_it_took) {
    Studio studio;
    const auto done = studio.paint(studio.submission({96, 64}, 7));
    ASSERT_TRUE(done);
    const auto& picture = std::get<PicturePixels>(done->pictures.at(0).content);
    EXPECT_EQ(picture.size, (order::Size{96, 64}));
    EXPECT_EQ(done->pictures[0].seed, 7U);
    EXPECT_EQ(studio.pixels(*done).size(), 96U * 64U * 4U);
}

TEST(Sketch, draws_a_seed_that_repeats_the_picture) {
    Studio studio;
    const auto first = studio.paint(studio.submission({64, 64}, std::nullopt));
    const auto other = studio.paint(studio.submission({64, 64}, std::nullopt));
    ASSERT_TRUE(first && other);
    ASSERT_TRUE(first->pictures[0].seed);
    EXPECT_NE(first->pictures[0].seed, other->pictures[0].seed);
    EXPECT_LT(*first->pictures[0].seed, std::uint64_t{1} << 32);
    const auto again = studio.paint(studio.submission({64, 64}, first->pictures[0].seed));
    ASSERT_TRUE(again);
    EXPECT_EQ(studio.pixels(*first), studio.pixels(*again));
    EXPECT_NE(studio.pixels(*first), studio.pixels(*other));
}

TEST(Sketch, leaves_the_backdrop_out_when_asked_to) {
    Studio studio;
    auto order = studio.submission({64, 64}, 1);
    order.order.background = order::Background::transparent;
    const auto done = studio.paint(std::move(order));
    ASSERT_TRUE(done);
    const std::string pixels = studio.pixels(*done);
    bool clear = false;
    for (std::size_t i = 3; i < pixels.size(); i += 4)
        clear = clear || pixels[i] == 0;
    EXPECT_TRUE(clear);
}

TEST(Sketch, has_free_sizes_and_no_negative_prompt) {
    Studio studio;
    const auto able = studio.sketch.capabilities("sketch");
    ASSERT_TRUE(able);
    EXPECT_EQ(std::get<order::FreeSizes>(able->sizes).side_max, 2048);
    EXPECT_TRUE(able->seed && able->transparent);
    EXPECT_FALSE(able->negative || able->steps || able->guidance);
}

TEST(Sketch, says_that_it_is_overloaded_when_the_pool_is_full) {
    Studio studio;
    async::Offload full(1, 0);
    Sketch sketch({full, studio.timers, studio.rng});
    testing::RecordingSink sink;
    const auto begun = async::testing::run(sketch.submit(studio.submission({64, 64}, 1), sink));
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().kind, ErrorKind::overloaded);
}

}  // namespace
}  // namespace easel::providers::sketch
