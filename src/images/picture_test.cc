#include "images/picture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "images/formats.h"
#include "images/testing/made_picture.h"
#include "images/testing/rig.h"

namespace easel::images {
namespace {

using namespace std::string_literals;
using namespace images::testing;
using order::Format;

struct Known {
    const char* file;
    Format format;
    order::Size size;
    bool alpha;
};
const Known known[] = {
    {"palette.png", Format::png, {24, 16}, false},
    {"grey16.png", Format::png, {24, 16}, false},
    {"rgb16_interlaced.png", Format::png, {24, 16}, false},
    {"grey.jpg", Format::jpeg, {24, 16}, false},
    {"cmyk.jpg", Format::jpeg, {24, 16}, false},
    {"progressive.jpg", Format::jpeg, {24, 16}, false},
    {"turned.jpg", Format::jpeg, {24, 16}, false},
    {"lossless.webp", Format::webp, {24, 16}, false},
    {"alpha.webp", Format::webp, {24, 16}, true},
    {"animated.webp", Format::webp, {24, 16}, false},
};

ErrorKind kind_of(const std::string& bytes) {
    const auto info = inspect(bytes);
    const Fd file = file_of(bytes);
    const auto again = inspect(file.get());
    EXPECT_EQ(info.has_value(), again.has_value());
    if (info) return ErrorKind::not_found;
    EXPECT_EQ(info.error().kind, again.error().kind);
    return info.error().kind;
}

TEST(Picture, reads_the_headers_of_every_kind) {
    for (const Known& k : known) {
        const std::string bytes = test_file(k.file);
        EXPECT_EQ(sniff(bytes.substr(0, sniff_bytes)), k.format) << k.file;
        const auto info = inspect(bytes);
        ASSERT_TRUE(info) << k.file << " " << info.error().detail;
        EXPECT_EQ(info->format, k.format) << k.file;
        EXPECT_EQ(info->size, k.size) << k.file;
        EXPECT_EQ(info->has_alpha, k.alpha) << k.file;
        EXPECT_EQ(info->bytes, bytes.size());
    }
}

TEST(Picture, names_the_media_types) {
    EXPECT_EQ(mime(Format::png), "image/png");
    EXPECT_EQ(mime(Format::jpeg), "image/jpeg");
    EXPECT_EQ(mime(Format::webp), "image/webp");
}

TEST(Picture, only_png_jpeg_and_webp_are_pictures) {
    const std::string strangers[] = {
        "",
        "\n",
        "hello",
        "{\"error\":\"no\"}",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<!doctype html><title>x</title>",
        "%PDF-1.7",
        "%!PS-Adobe-3.0",
        "push graphic-context",
        "ephemeral:/etc/passwd",
        "PK\3\4",
        test_file("plain.gif"),
        "RIFF\x24\0\0\0WAVEfmt "s,
        "RIFF\x24\0\0\0WEBPJUNK"s,
        "\0\0\0\x1c"
        "ftypavif\0\0\0\0"s,
        "II*\0"s,
        "\x89PNG\r\n\x1a\n"s,
        "\xFF\xD8\xFF"s,
    };
    for (const std::string& bytes : strangers)
        EXPECT_EQ(kind_of(bytes), ErrorKind::invalid_image_file) << bytes;
}

TEST(Picture, a_bomb_is_told_from_its_header_alone) {
    const std::string bombs[] = {
        png(60'000, 60'000, std::string(1000, '\0')),
        png(100'000, 1, "x"),
        png(16'385, 1, "x"),
        png(8'193, 8'192, "x"),
        png(0x7FFFFFFF, 0x7FFFFFFF, "x").substr(0, 40),
        jpeg(65'535, 65'535, "x"),
        jpeg(16'385, 1, "x"),
        webp(webp_canvas(1 << 24, 1 << 24)),
        webp(webp_canvas(16'384, 4'097)),
    };
    for (const std::string& bytes : bombs)
        EXPECT_EQ(kind_of(bytes), ErrorKind::image_too_large) << bytes.size();
    EXPECT_TRUE(inspect(png(8'192, 8'192, "x")));
    EXPECT_TRUE(inspect(jpeg(16'384, 4'096, "x")));
}

TEST(Picture, a_picture_without_a_size_is_none) {
    for (const std::string& bytes : {png(0, 5, "x"), png(5, 0, "x"), png(0x80000000, 5, "x"),
                                     jpeg(0, 5, "x"), jpeg(5, 0, "x")})
        EXPECT_EQ(kind_of(bytes), ErrorKind::invalid_image_file);
}

TEST(Picture, every_cut_is_noticed) {
    for (const Known& k : known) {
        const std::string bytes = test_file(k.file);
        for (std::size_t length = 0; length < bytes.size(); ++length)
            EXPECT_EQ(kind_of(bytes.substr(0, length)), ErrorKind::invalid_image_file)
                << k.file << " " << length;
    }
}

TEST(Picture, every_flipped_bit_of_a_png_is_noticed) {
    for (const char* name : {"palette.png", "rgb16_interlaced.png"}) {
        const std::string bytes = test_file(name);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string flipped = bytes;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            EXPECT_FALSE(inspect(flipped)) << name << " " << bit;
        }
    }
}

TEST(Picture, flipped_bits_of_the_others_are_survived) {
    for (const Known& k : known) {
        const std::string bytes = test_file(k.file);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string flipped = bytes;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            const auto info = inspect(flipped);
            if (info) {
                EXPECT_TRUE(check_size(info->size));
            }
        }
    }
}

TEST(Picture, what_follows_a_picture_is_no_part_of_it) {
    const std::string tails[] = {"", "\n", "<script>alert(1)</script>PK\3\4",
                                 std::string(200'000, '\0'), test_file("turned.jpg")};
    for (const Known& k : known) {
        const std::string picture = test_file(k.file);
        for (const std::string& tail : tails) {
            const Fd file = file_of(picture + tail);
            for (const auto& info : {inspect(picture + tail), inspect(file.get())}) {
                ASSERT_TRUE(info) << k.file;
                EXPECT_EQ(info->format, k.format);
                EXPECT_EQ(info->bytes, picture.size()) << k.file;
                EXPECT_EQ(info->trailing, tail.size()) << k.file;
            }
        }
    }
}

TEST(Picture, endless_pieces_are_refused) {
    std::string chunks;
    for (int i = 0; i < 66'000; ++i)
        chunks += png_chunk("teXt", "");
    EXPECT_EQ(kind_of(png(5, 5, "x", chunks)), ErrorKind::invalid_image_file);

    std::string frames = webp_canvas(5, 5);
    for (int i = 0; i < 64; ++i)
        frames += webp_chunk("ANMF", std::string(24, '\0'));
    EXPECT_TRUE(inspect(webp(frames)));
    frames += webp_chunk("ANMF", std::string(24, '\0'));
    EXPECT_EQ(kind_of(webp(frames)), ErrorKind::image_too_large);
    std::string segments = "\xFF\xD8";
    for (int i = 0; i < 66'000; ++i)
        segments += "\xFF\xFE\0\2"s;
    EXPECT_EQ(kind_of(segments + jpeg(5, 5, "x").substr(2)), ErrorKind::invalid_image_file);
    std::string junk = webp_canvas(5, 5);
    for (int i = 0; i < 5'000; ++i)
        junk += webp_chunk("JUNK", "");
    EXPECT_EQ(kind_of(webp(junk + frames)), ErrorKind::invalid_image_file);
}

TEST(Picture, structures_that_contradict_themselves_are_refused) {
    const std::string broken[] = {
        png(5, 5, "x", png_chunk("IHDR", std::string(13, '\0'))),
        "\x89PNG\r\n\x1a\n"s + png_chunk("IDAT", "x") + png_chunk("IEND", ""),
        "\x89PNG\r\n\x1a\n"s + png_chunk("IHDR", big32(5) + big32(5) + "\x08\x02\0\0\0"s) +
            png_chunk("IEND", ""),
        "\x89PNG\r\n\x1a\n"s + png_chunk("IHDR", big32(5) + big32(5) + "\x08\x03\0\0\0"s) +
            png_chunk("IDAT", "x") + png_chunk("IEND", ""),
        "\x89PNG\r\n\x1a\n"s + png_chunk("IHDR", big32(5) + big32(5) + "\x07\x02\0\0\0"s) +
            png_chunk("IDAT", "x") + png_chunk("IEND", ""),
        "\xFF\xD8\xFF\xD9"s,
        "\xFF\xD8\xFF\xDA\0\x08\1\1\0\0\x3F\0xx\xFF\xD9"s,
        "\xFF\xD8\xFF\xC9\0\x0B\x08\0\5\0\5\1\1\x11\0\xFF\xD9"s,
        webp(webp_canvas(5, 5)),
        webp(webp_chunk("VP8L", "\x2F\x04\0\x01\0"s) + webp_chunk("VP8L", "\x2F\x04\0\x01\0"s)),
        webp(webp_canvas(9, 9) + webp_chunk("VP8L", "\x2F\x04\0\x01\0"s)),
        webp(webp_chunk("VP8 ", std::string(10, '\0'))),
    };
    for (const std::string& bytes : broken)
        EXPECT_EQ(kind_of(bytes), ErrorKind::invalid_image_file) << &bytes - broken;
    EXPECT_TRUE(inspect(webp(webp_chunk("VP8L", "\x2F\x04\0\x01\0"s))));
}

TEST(Picture, files_larger_than_the_window_are_walked_to_their_end) {
    for (const std::size_t around : {0UL, 1UL, 2UL, 3UL}) {
        // Marks of every kind fall on the edge of the window, which is 64 KiB from the scan's
        // start.
        const std::string scan = std::string(65'536 - around, 'x') + "\xFF\0\xFF\xD3\xFF\xFF\0"s +
                                 std::string(70'000, 'y');
        const std::string whole = jpeg(5, 5, scan);
        EXPECT_EQ(kind_of(whole), ErrorKind::not_found) << around;
        EXPECT_EQ(kind_of(whole.substr(0, whole.size() - 2)), ErrorKind::invalid_image_file);
    }
    std::string large = png(5, 5, std::string(300'000, 'x'));
    EXPECT_EQ(kind_of(large), ErrorKind::not_found);
    large[200'000] ^= 1;
    EXPECT_EQ(kind_of(large), ErrorKind::invalid_image_file);
}

// Marks everywhere, chunks of any length: as many reads as the file has windows, and a few for
// values that lie across two of them.
TEST(Picture, a_file_is_read_once_whatever_is_in_it) {
    std::string marks;
    for (std::size_t i = 0; i < 2_MiB; ++i)
        marks += "\xFF\0"s;
    std::string chunks;
    for (int i = 0; i < 110; ++i)
        chunks += png_chunk("juNK", std::string(40'000, 'x'));
    const struct {
        std::string bytes;
        Result<PictureInfo> (*walk)(ByteWindow& bytes, const PictureLimits& limits);
    } pictures[] = {
        {jpeg(5, 5, marks), inspect_jpeg},
        {jpeg(5, 5, std::string(4_MiB, '\xFF')), inspect_jpeg},
        {png(5, 5, "x", chunks), inspect_png},
    };
    for (const auto& picture : pictures) {
        const Fd file = file_of(picture.bytes);
        ByteWindow window(file.get(), picture.bytes.size());
        EXPECT_TRUE(picture.walk(window, {}));
        const std::size_t windows = picture.bytes.size() / ByteWindow::piece_max + 1;
        EXPECT_LE(window.reads(), windows + 8) << &picture - pictures;
    }
}

TEST(Picture, a_file_above_the_cap_is_not_even_read) {
    const Fd file = file_of(test_file("palette.png"));
    ASSERT_EQ(::ftruncate(file.get(), static_cast<off_t>(64_MiB)), 0);
    EXPECT_TRUE(inspect(file.get()));
    ASSERT_EQ(::ftruncate(file.get(), static_cast<off_t>(64_MiB + 1)), 0);
    const auto info = inspect(file.get());
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::image_too_large);
}

TEST(Picture, errors_repeat_nothing_of_the_file) {
    const auto info = inspect("CANARY-7c1f");
    ASSERT_FALSE(info);
    EXPECT_EQ((info.error().message + info.error().detail).find("CANARY"), std::string::npos);
}

}  // namespace
}  // namespace easel::images
