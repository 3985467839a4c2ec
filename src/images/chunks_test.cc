#include <gtest/gtest.h>

#include "images/child/png_chunks.h"
#include "images/child/webp_chunks.h"
#include "images/testing/made_picture.h"

namespace easel::images {
namespace {

using namespace images::testing;

TEST(Chunks, a_png_keeps_only_what_its_pixels_need) {
    const std::string plain = png(5, 5, "x");
    const std::string extras = png_chunk("zTXt", "bomb") + png_chunk("iCCP", "bomb") +
                               png_chunk("eXIf", "where") + png_chunk("acTL", "frames");
    EXPECT_EQ(only_pixel_chunks(png(5, 5, "x", extras)), plain);
    const std::string needed = png_chunk("PLTE", "abc") + png_chunk("tRNS", "a");
    EXPECT_EQ(only_pixel_chunks(png(5, 5, "x", needed)), png(5, 5, "x", needed));
    EXPECT_EQ(only_pixel_chunks(plain.substr(0, plain.size() - 1)),
              plain.substr(0, plain.size() - 12));
    EXPECT_EQ(only_pixel_chunks("abc"), "abc");
}

TEST(Chunks, a_webp_loses_its_metadata_and_the_flags_that_announce_it) {
    std::string canvas = webp_canvas(5, 5);
    std::string announced = canvas;
    announced[8] = 0x3C;  // ICC, alpha, EXIF, XMP
    canvas[8] = 0x10;
    const std::string pixels = webp_chunk("VP8L", "odd");
    const std::string noisy = webp(announced + webp_chunk("ICCP", "profile") + pixels +
                                   webp_chunk("EXIF", "where") + webp_chunk("XMP ", "who"));
    EXPECT_EQ(without_metadata(noisy), webp(canvas + pixels));
    EXPECT_FALSE(without_metadata(noisy.substr(0, noisy.size() - 1)));
    EXPECT_FALSE(without_metadata("RIFF"));
}

}  // namespace
}  // namespace easel::images
