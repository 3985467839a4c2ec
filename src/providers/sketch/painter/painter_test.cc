#include "providers/sketch/painter/painter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "base/hash.h"
#include "providers/sketch/painter/parts/person.h"
#include "providers/sketch/painter/scene.h"
#include "providers/sketch/painter/words.h"

namespace easel::providers::sketch {
namespace {

std::string digest(const Canvas& canvas) {
    return to_hex(sha256({reinterpret_cast<const char*>(canvas.rgba.data()), canvas.rgba.size()}));
}

PaintRequest request(std::string prompt, std::uint64_t seed = 7, int width = 96, int height = 72) {
    return {.prompt = std::move(prompt),
            .seed = seed,
            .width = width,
            .height = height,
            .transparent = false};
}

/// The smallest and the largest opacity.
std::pair<int, int> opacities(const Canvas& canvas) {
    int low = 255;
    int high = 0;
    for (std::size_t i = 3; i < canvas.rgba.size(); i += 4) {
        low = std::min<int>(low, canvas.rgba[i]);
        high = std::max<int>(high, canvas.rgba[i]);
    }
    return {low, high};
}

struct Golden {
    const char* scene;
    const char* prompt;
    const char* sha256;
};

// A change of looks changes these on purpose; a change of compiler or machine must not.
const Golden goldens[] = {
    {"hills", "snowy mountains with a lake",
     "455a805cf55f943730c0b848986671abb3145c85070e415df424612e05eb5c7a"},
    {"sea", "a boat on the sea at sunset",
     "da839df3e215908775f180e03ab9d9bbff3810f35d9ce41be4d7a2d93befd942"},
    {"city", "city at night", "7f00ea08e0d86d6ae0c94b0062796cdaa2fcdb64f0ead4308867cf87e2729ea4"},
    {"forest", "misty birch forest",
     "a1f3da6e0e7065306fa6abb14d9b6becb30bf2f9140c8621f54e138b19dea883"},
    {"garden", "a garden of tulips and daisies",
     "8a709a38adbe5b25e98f1e8b7191d805111d765b9a18b290cd0f8d548982a074"},
    {"space", "saturn", "58a1bcd116289cf7b1d148e0fb05eac305e839a7a5cc639f3fcc9bbde9f5e07e"},
    {"flow", "abstract wind", "9ca872b2b26e24869f1268385b39dfd379261fc908bb303d92f098dd61e9c44a"},
    {"pattern", "geometric pattern",
     "4f58f1653d9955fa4ece42c2080c67ccd2a26dd1454bd77cd067890f454bdd9e"},
    {"desert", "pyramids in the desert",
     "4c2acae9594921c467419f8fced78524ea72eac2fb2d7eaa4375d2dd8527e31f"},
    {"dwelling", "castle", "f236f48837d992b71eb2ab612431ad877da315fb8c328cfd13d0107dcc776f12"},
    {"animal", "a fox in the rain",
     "7b96bcd548088a61fd8a547883a64fc6d0e6c676df850977ca460f8dd01afb9a"},
    {"animal", "a cow", "2e06f7953ee5c89144c37772324d3a54a41a162457f86937da5aa1d8163d6b83"},
    {"portrait", "portrait of a woman with glasses and a hat",
     "343445b9449a953d209e059cee4546945ac2fc8ceb8bea449fa36c30038a9e46"},
    {"bird", "a red bird", "4cb1ba7cf86c8358efe07fb19410f39812f53a0805f4bf24fad3d1ec74c9f2d7"},
    {"fish", "fish under water",
     "1ccacf6d9d52be0d3cb1001d95ad845d9b5fb6b4d30b7e619c7f1a1a558d4514"},
    {"sky", "a clear blue sky with clouds",
     "f841904bea0f065fa1e3c42dd1e8a2996147b90ccd10b8cf024d2bed1bbfafd9"},
    {"still_life", "a cup of coffee",
     "46208481e9a9a528f023e56ef697eb4cf2a345fcb87417189d1ad81520d00346"},
};

TEST(Painter, paints_each_scene_to_the_same_bytes_everywhere) {
    std::set<std::string_view> seen;
    for (const Golden& golden : goldens) {
        ASSERT_NE(read_words(golden.prompt).scene, nullptr) << golden.prompt;
        EXPECT_EQ(read_words(golden.prompt).scene->name, golden.scene) << golden.prompt;
        EXPECT_EQ(digest(paint(request(golden.prompt))), golden.sha256) << golden.scene;
        seen.insert(golden.scene);
    }
    EXPECT_EQ(seen.size(), scenes().size()) << "a scene without a golden picture";
}

/// Where the subject begins in each column of the middle third, from its highest point down.
std::vector<int> outline_of(const char* prompt, std::uint64_t seed) {
    PaintRequest wanted = request(prompt, seed, 96, 96);
    wanted.transparent = true;
    const Canvas canvas = paint(wanted);
    std::vector<int> tops;
    for (int x = 32; x < 64; ++x) {
        int y = 0;
        while (y < 96 && canvas.rgba[static_cast<std::size_t>(y * 96 + x) * 4 + 3] < 128)
            ++y;
        tops.push_back(y);
    }
    const int highest = *std::ranges::min_element(tops);
    for (int& top : tops)
        top -= highest;
    return tops;
}

double apart(const std::vector<int>& one, const std::vector<int>& other) {
    int sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        sum += std::abs(one[i] - other[i]);
    return sum / static_cast<double>(one.size());
}

TEST(Painter, gives_seeds_outlines_of_their_own_and_not_only_colours) {
    for (const char* prompt : {"a castle", "portrait of a woman"}) {
        std::vector<std::vector<int>> kinds;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const std::vector<int> outline = outline_of(prompt, seed);
            const auto same = [&](const auto& kind) { return apart(kind, outline) < 2; };
            if (std::ranges::none_of(kinds, same)) kinds.push_back(outline);
        }
        EXPECT_GE(kinds.size(), 6U) << prompt;
    }
}

// However far down the picture goes below a person.
TEST(Painter, lets_no_shade_end_within_a_shirt) {
    Stage stage(64, 512, read_words("portrait"), palette_named("day"), 1);
    Model figure(stage, {0.5F, 0.6F}, 1);
    Look look;
    look.cloth = tone_lch(0.7F, 0.1F, 250);
    paint_clothes(figure, look);
    const Canvas canvas = stage.surface.to_canvas();
    const auto light_of = [&canvas](std::ptrdiff_t row) {
        const auto from = canvas.rgba.begin() + (row * 64 + 46) * 4;
        return std::accumulate(from, from + 8 * 4, 0) / (8.0 * 4);
    };
    for (std::ptrdiff_t row = 100; row < 511; ++row)
        EXPECT_NEAR(light_of(row), light_of(row + 1), 1.0) << row;
}

TEST(Painter, repeats_itself_for_the_same_request) {
    EXPECT_EQ(paint(request("a quiet lake")).rgba, paint(request("a quiet lake")).rgba);
}

TEST(Painter, gives_another_picture_for_another_seed_prompt_or_size) {
    std::set<std::string> pictures;
    const PaintRequest requests[] = {
        request("hills"),
        request("hills", 8),
        request("hills", UINT64_MAX),
        request("hills far away"),
        request("hills", 7, 97),
        request("hills", 7, 72, 96),
        request("qwertz"),
        request("asdfgh"),
        request(""),
        request("山"),
    };
    for (const PaintRequest& each : requests)
        pictures.insert(digest(paint(each)));
    EXPECT_EQ(pictures.size(), std::size(requests));
}

TEST(Painter, chooses_different_scenes_for_words_it_does_not_know) {
    // With one scene for all, or one chosen by the seed, the pictures of two seeds would share no
    // layout.
    std::set<std::size_t> layer_counts;
    for (int i = 0; i < 24; ++i) {
        std::size_t layers = 0;
        paint(request("zzz" + std::to_string(i), 1, 16, 16),
              [&layers](const Unfinished&) { ++layers; });
        layer_counts.insert(layers);
    }
    EXPECT_GE(layer_counts.size(), 4U);
}

TEST(Painter, fills_every_pixel_at_any_size) {
    const std::pair<int, int> sizes[] = {{16, 16}, {17, 301}, {2048, 16}, {16, 2048}, {160, 480}};
    for (const Golden& golden : goldens)
        for (const auto& [width, height] : sizes) {
            const Canvas canvas = paint(request(golden.prompt, 3, width, height));
            EXPECT_EQ(canvas.width, width);
            EXPECT_EQ(canvas.height, height);
            EXPECT_EQ(canvas.rgba.size(),
                      static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
            EXPECT_EQ(opacities(canvas).first, 255)
                << golden.scene << ' ' << width << 'x' << height;
        }
}

TEST(Painter, paints_large_formats) {
    const Canvas canvas = paint(request("hills", 3, 640, 1920));
    EXPECT_EQ(canvas.rgba.size(), 640U * 1920U * 4U);
    EXPECT_EQ(opacities(canvas).first, 255);
}

TEST(Painter, brings_sizes_into_its_bounds) {
    const Canvas canvas = paint(request("pattern", 1, -5, 1'000'000));
    EXPECT_EQ(canvas.width, paint_side_min);
    EXPECT_EQ(canvas.height, paint_side_max);
}

TEST(Painter, leaves_out_the_backdrop_of_a_transparent_picture) {
    for (const Golden& golden : goldens) {
        PaintRequest wanted = request(golden.prompt, 3, 120, 90);
        wanted.transparent = true;
        const auto [low, high] = opacities(paint(wanted));
        EXPECT_EQ(low, 0) << golden.scene;
        EXPECT_GE(high, 230) << golden.scene;
    }
}

TEST(Painter, clears_the_colour_where_nothing_is_painted) {
    PaintRequest wanted = request("cat");
    wanted.transparent = true;
    const Canvas canvas = paint(wanted);
    for (std::size_t i = 0; i < canvas.rgba.size(); i += 4) {
        const bool painted = canvas.rgba[i + 3] != 0;
        ASSERT_TRUE(painted || canvas.rgba[i] + canvas.rgba[i + 1] + canvas.rgba[i + 2] == 0);
    }
}

TEST(Painter, shows_the_unfinished_picture_after_each_layer) {
    std::vector<double> fractions;
    std::vector<std::string> pictures;
    const Canvas done = paint(request("city at night"), [&](const Unfinished& picture) {
        fractions.push_back(picture.fraction());
        pictures.push_back(digest(picture.snapshot()));
    });
    ASSERT_GE(fractions.size(), 4U);
    EXPECT_GT(fractions.front(), 0.0);
    EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
    EXPECT_DOUBLE_EQ(fractions.back(), 1.0);
    EXPECT_EQ(pictures.back(), digest(done));
    EXPECT_NE(pictures.front(), pictures.back());
}

TEST(Painter, is_not_changed_by_being_watched) {
    const Canvas watched =
        paint(request("forest"), [](const Unfinished& picture) { picture.snapshot(); });
    EXPECT_EQ(watched.rgba, paint(request("forest")).rgba);
}

TEST(Painter, survives_text_that_is_not_text) {
    for (const std::string& prompt :
         {std::string("\xFF\xFE\x80 sea \xE5"), std::string(200'000, 'a'),
          std::string("\0\0moon", 6), std::string(" \n\t ")})
        EXPECT_EQ(opacities(paint(request(prompt, 1, 32, 32))).first, 255);
}

}  // namespace
}  // namespace easel::providers::sketch
