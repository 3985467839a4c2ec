#include "images/pixels.h"

#include <gtest/gtest.h>
#include <png.h>
#include <unistd.h>

#include <cstring>

#include "async/scope.h"
#include "base/rng.h"
#include "images/testing/made_picture.h"
#include "images/testing/rig.h"

namespace easel::images {
namespace {

using namespace std::chrono_literals;
using order::Format;
using testing::bytes_of;
using testing::file_of;
using testing::painted;
using testing::Pixel;
using testing::test_file;

constexpr Format formats[] = {Format::png, Format::jpeg, Format::webp};
constexpr order::Size small{64, 48};

PixelsSettings test_settings() {
    PixelsSettings settings;
    settings.program = std::filesystem::path(EASEL_BINARY_DIR) / "easel-pixels";
    return settings;
}

struct Rig : testing::Rig {
    explicit Rig(PixelsSettings settings = test_settings()) : testing::Rig(std::move(settings)) {}

    Result<Converted> encode(const std::string& rgba, order::Size size, Target target) {
        const Fd file = file_of(rgba);
        return run(pixels.encode(file, size, target, Deadline::never()));
    }
    Result<Converted> convert(const std::string& bytes, Target target) {
        const Fd file = file_of(bytes);
        return run(pixels.convert(file, target, Deadline::never()));
    }
    /// What somebody sees at this place: as PNG, read by libpng.
    Pixel pixel(const Converted& picture, int x, int y) {
        const auto png = run(pixels.convert(picture.file, {}, Deadline::never()));
        if (!png) return {};
        return pixel_of_png(bytes_of(png->file), x, y);
    }
    static Pixel pixel_of_png(const std::string& bytes, int x, int y) {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        png_image_begin_read_from_memory(&image, bytes.data(), bytes.size());
        image.format = PNG_FORMAT_RGBA;
        std::string rgba(PNG_IMAGE_SIZE(image), '\0');
        png_image_finish_read(&image, nullptr, rgba.data(), 0, nullptr);
        Pixel pixel;
        const auto at = static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x);
        std::memcpy(&pixel, rgba.data() + at * 4, 4);
        return pixel;
    }
};

bool near(Pixel a, Pixel b, int by) {
    return std::abs(a.red - b.red) <= by && std::abs(a.green - b.green) <= by &&
           std::abs(a.blue - b.blue) <= by && a.alpha == b.alpha;
}

TEST(Pixels, encodes_painted_pixels_in_each_format) {
    Rig rig;
    const Pixel corner{200, 30, 90, 255};
    for (const Format format : formats) {
        const auto picture = rig.encode(painted(small, corner), small, {.format = format});
        ASSERT_TRUE(picture) << picture.error().detail;
        EXPECT_EQ(picture->info.format, format);
        EXPECT_EQ(picture->info.size, small);
        EXPECT_EQ(picture->info.bytes, *file_size(picture->file.get()));
        EXPECT_FALSE(picture->info.has_alpha);
        EXPECT_TRUE(near(rig.pixel(*picture, 4, 4), corner, format == Format::png ? 0 : 6));
    }
}

TEST(Pixels, converts_between_all_formats) {
    Rig rig;
    for (const Format from : formats) {
        const auto source = rig.encode(painted(small, {10, 200, 90, 255}), small, {.format = from});
        ASSERT_TRUE(source);
        for (const Format to : formats) {
            const auto picture = rig.convert(bytes_of(source->file), {.format = to});
            ASSERT_TRUE(picture) << picture.error().detail;
            EXPECT_EQ(picture->info.format, to);
            EXPECT_EQ(picture->info.size, small);
            EXPECT_TRUE(near(rig.pixel(*picture, 4, 4), {10, 200, 90, 255}, 8));
        }
    }
}

TEST(Pixels, compression_is_the_quality_of_jpeg_and_webp) {
    Rig rig;
    const order::Size size{256, 256};
    for (const Format format : {Format::jpeg, Format::webp}) {
        std::size_t last = 0;
        for (const int compression : {0, 50, 100}) {
            const auto picture =
                rig.encode(painted(size, {}), size, {.format = format, .compression = compression});
            ASSERT_TRUE(picture);
            EXPECT_GT(picture->info.bytes, last) << compression;
            last = picture->info.bytes;
        }
        const auto unset = rig.encode(painted(size, {}), size, {.format = format});
        ASSERT_TRUE(unset);
        EXPECT_EQ(unset->info.bytes, last);
    }
}

// Real pictures take paths through the coders that small and plain ones do not: more threads, more
// memory, sorted palettes. The filter of the child must know them all.
TEST(Pixels, a_large_picture_with_every_alpha_passes_each_coder) {
    Rig rig;
    const order::Size size{640, 480};
    std::string rgba = painted(size, {});
    for (std::size_t i = 3; i < rgba.size(); i += 4)
        rgba[i] = static_cast<char>(i * 31 / 97);
    for (const Format from : {Format::png, Format::webp}) {
        for (const int compression : {40, 100}) {
            const auto source =
                rig.encode(rgba, size, {.format = from, .compression = compression});
            ASSERT_TRUE(source) << source.error().detail;
            EXPECT_TRUE(source->info.has_alpha);
            for (const Format to : {Format::png, Format::jpeg, Format::webp}) {
                const auto picture =
                    rig.convert(bytes_of(source->file), {.format = to, .compression = compression});
                ASSERT_TRUE(picture) << picture.error().detail;
                EXPECT_EQ(picture->info.has_alpha, to != Format::jpeg);
            }
        }
    }
}

TEST(Pixels, transparency_lives_until_somebody_asks_for_a_ground) {
    struct Case {
        Format format;
        order::Background background;
        bool alpha;
    };
    const Case cases[] = {
        {Format::png, order::Background::automatic, true},
        {Format::png, order::Background::transparent, true},
        {Format::png, order::Background::opaque, false},
        {Format::webp, order::Background::automatic, true},
        {Format::webp, order::Background::opaque, false},
        {Format::jpeg, order::Background::automatic, false},
    };
    Rig rig;
    const std::string rgba = painted(small, {255, 0, 0, 0});
    const auto encoded = rig.encode(rgba, small, {});
    ASSERT_TRUE(encoded);
    for (const Case& c : cases) {
        const Target target{
            .format = c.format, .compression = std::nullopt, .background = c.background};
        const auto painted_so = rig.encode(rgba, small, target);
        const auto converted_so = rig.convert(bytes_of(encoded->file), target);
        ASSERT_TRUE(painted_so && converted_so);
        EXPECT_EQ(painted_so->info.has_alpha, c.alpha);
        EXPECT_EQ(converted_so->info.has_alpha, c.alpha);
        const Pixel corner = rig.pixel(*converted_so, 4, 4);
        if (c.alpha) {
            EXPECT_EQ(corner.alpha, 0);
        } else {
            EXPECT_TRUE(near(corner, {255, 255, 255, 255}, 4));
        }
    }
}

TEST(Pixels, half_transparent_pixels_keep_their_colour) {
    Rig rig;
    const Pixel corner{200, 100, 50, 128};
    const auto png = rig.encode(painted(small, corner), small, {});
    ASSERT_TRUE(png);
    EXPECT_EQ(rig.pixel(*png, 4, 4), corner);
    const auto jpeg = rig.encode(painted(small, corner), small, {.format = Format::jpeg});
    ASSERT_TRUE(jpeg);
    EXPECT_TRUE(near(rig.pixel(*jpeg, 4, 4), {227, 177, 152, 255}, 5));
}

TEST(Pixels, refuses_raw_pixels_that_do_not_fit_their_size) {
    Rig rig;
    const auto short_file = rig.encode(std::string(100, 'x'), small, {});
    ASSERT_FALSE(short_file);
    EXPECT_EQ(short_file.error().kind, ErrorKind::internal_error);
    const auto huge = rig.encode("", {20'000, 1}, {});
    ASSERT_FALSE(huge);
    EXPECT_EQ(huge.error().kind, ErrorKind::image_too_large);
}

TEST(Pixels, the_result_can_no_longer_be_changed) {
    Rig rig;
    const auto picture = rig.encode(painted(small, {}), small, {});
    ASSERT_TRUE(picture);
    EXPECT_LT(::pwrite(picture->file.get(), "x", 1, 0), 0);
    EXPECT_LT(::ftruncate(picture->file.get(), 0), 0);
}

TEST(Pixels, whatever_breaks_the_decoder_is_an_invalid_file) {
    Rig rig;
    for (const Format format : formats) {
        const auto good = rig.encode(painted(small, {}), small, {.format = format});
        ASSERT_TRUE(good);
        const std::string bytes = bytes_of(good->file);
        for (std::size_t length = 0; length < bytes.size(); length += bytes.size() / 16) {
            const auto cut = rig.convert(bytes.substr(0, length), {});
            ASSERT_FALSE(cut) << length;
            EXPECT_EQ(cut.error().kind, ErrorKind::invalid_image_file) << length;
        }
    }
    EXPECT_TRUE(rig.run(rig.pixels.ready(Deadline::never())));
}

/// Whole files whose structure is right and whose pixels are not: only a decoder can tell.
TEST(Pixels, pixels_that_end_early_are_an_invalid_file_and_not_half_a_picture) {
    Rig rig;
    const auto jpeg = rig.encode(painted({256, 256}, {}), {256, 256}, {.format = Format::jpeg});
    ASSERT_TRUE(jpeg);
    const std::string whole = bytes_of(jpeg->file);
    const std::string rows = testing::deflated(std::string((256 * 3 + 1) * 256, '\0'));
    const std::string short_rows = testing::deflated(std::string((256 * 3 + 1) * 100, '\0'));
    EXPECT_TRUE(rig.convert(testing::png(256, 256, rows), {}));
    const std::string halves[] = {
        whole.substr(0, whole.size() / 2) + "\xFF\xD9",
        testing::png(256, 256, short_rows),
        testing::png(256, 256, rows.substr(0, rows.size() / 2)),
        testing::png(256, 256, "no deflate at all"),
    };
    for (const std::string& bytes : halves) {
        ASSERT_TRUE(inspect(bytes));
        const auto half = rig.convert(bytes, {});
        ASSERT_FALSE(half) << &bytes - halves;
        EXPECT_EQ(half.error().kind, ErrorKind::invalid_image_file);
    }
}

TEST(Pixels, decodes_every_kind_of_picture_to_the_same_colours) {
    struct Case {
        const char* file;
        order::Size size;
        Pixel pixel;  ///< what (20, 3) shows
        int tolerance;
    };
    const Case cases[] = {
        {"palette.png", {24, 16}, {200, 45, 100, 255}, 30},
        {"grey16.png", {24, 16}, {97, 97, 97, 255}, 30},
        {"rgb16_interlaced.png", {24, 16}, {200, 45, 100, 255}, 2},
        {"grey.jpg", {24, 16}, {97, 97, 97, 255}, 30},
        {"cmyk.jpg", {24, 16}, {200, 45, 100, 255}, 60},
        {"progressive.jpg", {24, 16}, {200, 45, 100, 255}, 20},
        {"lossless.webp", {24, 16}, {200, 45, 100, 255}, 2},
        {"alpha.webp", {24, 16}, {200, 45, 100, 100}, 30},
        {"animated.webp", {24, 16}, {200, 45, 100, 255}, 30},
    };
    Rig rig;
    for (const Case& c : cases) {
        const auto picture = rig.convert(test_file(c.file), {});
        ASSERT_TRUE(picture) << c.file << " " << picture.error().detail;
        EXPECT_EQ(picture->info.size, c.size) << c.file;
        const Pixel p = Rig::pixel_of_png(bytes_of(picture->file), 20, 3);
        EXPECT_TRUE(near(p, c.pixel, c.tolerance))
            << c.file << " " << +p.red << " " << +p.green << " " << +p.blue << " " << +p.alpha;
    }
}

TEST(Pixels, turns_pictures_upright_and_strips_what_they_tell_about_their_maker) {
    Rig rig;
    const std::string turned = test_file("turned.jpg");
    ASSERT_NE(turned.find("secret place"), std::string::npos);
    for (const Format format : formats) {
        const auto picture = rig.convert(turned, {.format = format});
        ASSERT_TRUE(picture);
        EXPECT_EQ(picture->info.size, (order::Size{16, 24}));
        const std::string bytes = bytes_of(picture->file);
        for (const char* trace : {"secret place", "Exif", "EXIF", "eXIf", "ICC", "http:"})
            EXPECT_EQ(bytes.find(trace), std::string::npos) << trace;
    }
}

TEST(Pixels, chunks_that_no_pixel_needs_are_dropped_unread) {
    Rig rig;
    const std::string bomb = testing::deflated(std::string(5'000'000, 'A'));
    const std::string rows = testing::deflated(std::string((8 * 3 + 1) * 8, '\0'));
    const std::string chunks = testing::png_chunk("zTXt", std::string("bomb\0\0", 6) + bomb) +
                               testing::png_chunk("iCCP", std::string("bomb\0\0", 6) + bomb) +
                               testing::png_chunk("tEXt", std::string("a\0canary", 8));
    const auto picture = rig.convert(testing::png(8, 8, rows, chunks), {});
    ASSERT_TRUE(picture) << picture.error().detail;
    EXPECT_EQ(bytes_of(picture->file).find("canary"), std::string::npos);
}

TEST(Pixels, flipped_bits_give_a_picture_or_a_typed_error) {
    Rig rig;
    constexpr std::uint64_t seed = 7;
    SeededRng rng(seed);
    for (const char* name : {"progressive.jpg", "lossless.webp", "alpha.webp", "animated.webp"}) {
        for (int round = 0; round < 25; ++round) {
            std::string bytes = test_file(name);
            const std::uint64_t bit = rng.below(bytes.size() * 8);
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
            const auto picture = rig.convert(bytes, {});
            if (picture) continue;
            EXPECT_TRUE(picture.error().kind == ErrorKind::invalid_image_file ||
                        picture.error().kind == ErrorKind::image_too_large)
                << name << " seed " << seed << " bit " << bit;
        }
    }
    EXPECT_EQ(rig.metrics.render().find("easel_child_calls_failed_total{pool=\"pixels\"} 1"),
              std::string::npos)
        << "a damaged picture killed a child";
}

TEST(Pixels, too_large_a_picture_is_told_from_its_header) {
    Rig rig;
    Target target;
    const auto good = rig.encode(painted(small, {}), small, {.format = Format::webp});
    ASSERT_TRUE(good);
    std::string bytes = bytes_of(good->file);
    bytes[26] = bytes[28] = '\xFF';  // 14 bits for each side
    bytes[27] = bytes[29] = '\x3F';
    const auto bomb = rig.convert(bytes, target);
    ASSERT_FALSE(bomb);
    EXPECT_EQ(bomb.error().kind, ErrorKind::image_too_large);
}

Task<void> encode_one(Pixels& pixels, const Fd& rgba, std::atomic<int>& done) {
    const auto picture = co_await pixels.encode(rgba, small, Target(), Deadline::never());
    if (picture) ++done;
}

TEST(Pixels, many_calls_share_two_children) {
    Rig rig;
    const Fd rgba = file_of(painted(small, {}));
    std::atomic<int> done = 0;
    async::Scope scope(rig.runtime.executor(), "test");
    for (int i = 0; i < 8; ++i)
        scope.spawn(encode_one(rig.pixels, rgba, done));
    scope.close();
    rig.run(scope.join());
    EXPECT_EQ(done, 8);
    const std::string metrics = rig.metrics.render();
    EXPECT_EQ(metrics.find("easel_children{pool=\"pixels\"} 3"), std::string::npos);
}

TEST(Pixels, without_the_program_nothing_is_ready) {
    PixelsSettings settings;
    settings.program = "/nowhere/easel-pixels";
    Rig rig(settings);
    const Result<void> ready = rig.run(rig.pixels.ready(Deadline::never()));
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().kind, ErrorKind::backend_unavailable);
    const auto picture = rig.encode(painted(small, {}), small, {});
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, ErrorKind::backend_unavailable);
}

TEST(Pixels, a_child_that_takes_too_long_is_ended) {
    PixelsSettings settings = test_settings();
    settings.call_time_max = 1ms;
    Rig rig(settings);
    const order::Size size{2048, 2048};
    const auto late = rig.encode(std::string(2048UL * 2048 * 4, 'x'), size, {});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::internal_error);
}

}  // namespace
}  // namespace easel::images
