#include "mock/picture.h"

#include <gtest/gtest.h>
#include <png.h>

namespace easel::mock {
namespace {

struct Seen {
    unsigned width = 0;
    unsigned height = 0;
    bool whole = false;
};

Seen decode(const std::string& bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return {};
    image.format = PNG_FORMAT_RGB;
    std::string pixels(PNG_IMAGE_SIZE(image), '\0');
    const bool whole = png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) != 0;
    return {image.width, image.height, whole};
}

TEST(MockPicture, is_a_png_of_the_size_asked_for) {
    const auto png = gradient_png("a fox", 512, 768);
    ASSERT_TRUE(png);
    const Seen seen = decode(*png);
    EXPECT_TRUE(seen.whole);
    EXPECT_EQ(seen.width, 512U);
    EXPECT_EQ(seen.height, 768U);
}

TEST(MockPicture, follows_from_the_words_and_the_size) {
    EXPECT_EQ(gradient_png("a fox", 64, 64), gradient_png("a fox", 64, 64).value());
    EXPECT_NE(gradient_png("a fox", 64, 64).value(), gradient_png("a hen", 64, 64).value());
}

TEST(MockPicture, can_claim_a_size_it_does_not_have) {
    const std::string png = hollow_png(60'000, 50'000);
    EXPECT_LT(png.size(), 100U);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    ASSERT_NE(png_image_begin_read_from_memory(&image, png.data(), png.size()), 0) << image.message;
    EXPECT_EQ(image.width, 60'000U);
    EXPECT_EQ(image.height, 50'000U);
    png_image_free(&image);
}

}  // namespace
}  // namespace easel::mock
