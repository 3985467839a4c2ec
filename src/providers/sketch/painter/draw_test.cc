#include "providers/sketch/painter/draw.h"

#include <gtest/gtest.h>

#include <cmath>

#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/random.h"

namespace easel::providers::sketch {
namespace {

double covered(const Mask& mask) {
    double sum = 0;
    for (int y = mask.top(); y < mask.top() + mask.height(); ++y)
        for (int x = 0; x < mask.width(); ++x)
            sum += static_cast<double>(mask.row(y)[x]);
    return sum;
}

TEST(Mask, covers_exactly_the_area_of_the_shape) {
    const Surface surface(64, 64);  // 64 pixels a unit
    EXPECT_NEAR(covered(Mask(surface, Path::rectangle({0.1F, 0.2F}, 0.5F, 0.25F))), 0.125 * 64 * 64,
                0.1);
    EXPECT_NEAR(covered(Mask(surface, Path::ellipse({0.5F, 0.5F}, 0.3F, 0.2F))),
                M_PI * 0.06 * 64 * 64, 1.5);
    EXPECT_NEAR(covered(Mask(surface, Path::polygon({{0.1F, 0.1F}, {0.9F, 0.3F}, {0.4F, 0.8F}}))),
                0.25 * 64 * 64, 0.5);
}

TEST(Mask, clips_shapes_that_leave_the_picture) {
    const Surface surface(40, 20);
    EXPECT_NEAR(covered(Mask(surface, Path::rectangle({-5, -5}, 20, 20))), 40 * 20, 0.01);
    EXPECT_NEAR(covered(Mask(surface, Path::rectangle({-1, 0.25F}, 1.5F, 0.5F))), 10 * 10, 0.01);
    for (const Vec2 outside : {Vec2{-9, 0}, Vec2{9, 0}, Vec2{0, -9}, Vec2{0, 9}})
        EXPECT_NEAR(covered(Mask(surface, Path::ellipse(outside, 0.4F, 0.4F))), 0, 0.01);
}

TEST(Mask, keeps_only_what_both_cover_when_cut) {
    const Surface surface(32, 32);
    Mask mask(surface, Path::rectangle({0.25F, 0.25F}, 0.5F, 0.5F));
    EXPECT_NEAR(covered(mask.cut_to(Mask(surface, Path::rectangle({0.5F, 0}, 0.5F, 1)))), 8 * 16,
                0.01);
}

TEST(Surface, blends_premultiplied_and_hands_out_straight_colour) {
    Surface surface(16, 16);
    const Tone white = tone_lch(1, 0, 0);
    wash(surface, {0, 0}, {0.5F, 1}, with_alpha(white, 0.5F));
    const Canvas canvas = surface.to_canvas();
    EXPECT_EQ(canvas.rgba[0], 255);  // full white at half opacity
    EXPECT_NEAR(canvas.rgba[3], 128, 1);
    EXPECT_EQ(canvas.rgba[15 * 4 + 3], 0);
}

TEST(Surface, paints_atop_only_what_is_there) {
    Surface surface(16, 16);
    wash(surface, {0, 0}, {0.5F, 1}, tone_lch(0.2F, 0, 0));
    wash_all(surface, tone_lch(1, 0, 0), Blend::atop);
    const Canvas canvas = surface.to_canvas();
    EXPECT_EQ(canvas.rgba[0], 255);
    EXPECT_EQ(canvas.rgba[15 * 4 + 3], 0);
}

TEST(Tone, converts_the_corners_of_srgb) {
    const Rgba red = to_srgb(tone(0.62796F, 0.22486F, 0.12585F));
    EXPECT_NEAR(red.r, 1, 0.01);
    EXPECT_NEAR(red.g, 0, 0.03);
    EXPECT_NEAR(red.b, 0, 0.03);
    const Rgba grey = to_srgb(tone(0.59987F, 0, 0));
    EXPECT_NEAR(grey.r, 0.5F, 0.003);
    EXPECT_NEAR(grey.r, grey.b, 0.001);
}

TEST(Tone, gives_up_chroma_rather_than_hue_outside_the_gamut) {
    const Rgba vivid = to_srgb(tone_lch(0.6F, 0.9F, 145));
    EXPECT_GT(vivid.g, vivid.r);
    EXPECT_GT(vivid.g, vivid.b);
}

TEST(Numbers, approximate_sine_and_cube_root_closely) {
    for (int i = -300; i <= 300; ++i) {
        const float t = static_cast<float>(i) / 100.0F;
        EXPECT_NEAR(sine(t), std::sin(2 * M_PI * static_cast<double>(t)), 0.0015) << t;
    }
    for (const double x : {1e-6, 0.01, 0.3, 1.0, 2.5, 1000.0})
        EXPECT_NEAR(cube_root(x), std::cbrt(x), 1e-9 * (1 + x));
}

TEST(Random, repeats_a_known_sequence) {
    Random random(42);
    EXPECT_EQ(random.next(), 13679457532755275413ULL);  // splitmix64 from 42
    EXPECT_EQ(hash_text("easel"), hash_text("easel"));
    EXPECT_NE(hash_text("easel"), hash_text("easel", 1));
    Random other(42, "sky");
    Random same(42, "sky");
    Random trees(42, "trees");
    const std::uint64_t first = other.next();
    EXPECT_EQ(first, same.next());
    EXPECT_NE(first, trees.next());
}

TEST(Noise, stays_within_bounds_and_varies) {
    float low = 9;
    float high = -9;
    for (int i = 0; i < 4000; ++i) {
        const float value =
            noise(static_cast<float>(i) * 0.173F, static_cast<float>(i) * 0.071F, 5);
        low = min(low, value);
        high = max(high, value);
    }
    EXPECT_GT(low, -1.3F);
    EXPECT_LT(high, 1.3F);
    EXPECT_LT(low, -0.5F);
    EXPECT_GT(high, 0.5F);
}

}  // namespace
}  // namespace easel::providers::sketch
