#include "providers/sketch/painter/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "providers/sketch/painter/words_table.h"

namespace easel::providers::sketch {
namespace {

std::string_view name_of(const Scene* scene) {
    return scene == nullptr ? "" : scene->name;
}

struct Case {
    const char* prompt;
    const char* scene;
    const char* setting = "";
};

TEST(Words, name_the_scene_in_english_and_chinese) {
    const Case cases[] = {
        {"Layered mountains at dawn", "hills"},
        {"a sailing BOAT, golden hour", "sea"},
        {"neon skyline", "city"},
        {"pine trees", "forest"},
        {"a bunch of roses", "garden"},
        {"three cacti? no: cactus.", "desert"},
        {"old cottage", "dwelling"},
        {"1girl, portrait", "portrait"},
        {"the cat's nap", "animal"},
        {"puppies", "animal"},
        {"an owl", "bird"},
        {"goldfish", "fish"},
        {"cup of tea", "still_life"},
        {"planets", "space"},
        {"abstract flow", "flow"},
        {"geometric pattern", "pattern"},
        {"山水画", "hills"},
        {"大海日出", "sea"},
        {"夜晚的城市", "city"},
        {"雾中的森林", "forest"},
        {"花园", "garden"},
        {"沙漠", "desert"},
        {"城堡", "dwelling"},
        {"一位女人的人像", "portrait"},
        {"一只小猫", "animal"},
        {"狐狸", "animal"},
        {"小鸟", "bird"},
        {"锦鲤", "fish"},
        {"咖啡", "still_life"},
        {"宇宙", "space"},
        {"抽象", "flow"},
        {"几何图案", "pattern"},
    };
    for (const Case& each : cases)
        EXPECT_EQ(name_of(read_words(each.prompt).scene), each.scene) << each.prompt;
}

// What people ask a painter for first, in both languages, one and many.
TEST(Words, name_the_scene_of_everyday_subjects) {
    const struct {
        const char* scene;
        std::vector<const char*> prompts;
    } subjects[] = {
        {"sky",
         {"sky", "skies", "the heavens", "a clear blue sky with clouds", "天空", "天", "蓝天白云"}},
        {"hills",
         {"landscape", "landscapes", "a mountain", "mountains", "a lake", "lakes", "a stream",
          "streams", "a brook", "山", "群山", "风景", "湖", "小溪", "溪", "sky above the hills"}},
        {"sea", {"the sea", "oceans", "a beach", "boats", "大海", "海滩", "船", "海和天空"}},
        {"city", {"a city", "cities", "a street", "streets", "城市", "街道"}},
        {"forest",
         {"a forest", "forests", "a tree", "trees", "森林", "树", "a stream in the forest",
          "樱花树下的小溪", "cherry blossom trees", "森林里的小溪"}},
        {"garden",
         {"a flower", "flowers", "a field", "fields of lavender", "a plant", "plants", "grass",
          "cherry blossoms", "花", "田野", "樱花", "植物", "a meadow under the sky"}},
        {"flow",
         {"flow field", "flow fields", "abstract flow fields",
          "abstract flow field in blue and gold", "wind", "music", "aurora", "流场", "抽象流场",
          "抽象", "风", "极光"}},
        {"dwelling", {"a castle", "castles", "a house", "houses", "城堡", "房子", "天空之城堡"}},
        {"space", {"a planet", "planets", "a galaxy", "galaxies", "宇宙", "星球"}},
        {"desert", {"a desert", "deserts", "dunes", "沙漠", "沙漠里的植物"}},
        {"pattern", {"a pattern", "patterns", "图案"}},
        {"portrait", {"a portrait", "portraits", "a woman in a field", "肖像", "女人"}},
        {"animal",
         {"a cat", "cats", "a fox in the grass", "foxes", "a horse", "horses", "cows", "a deer",
          "猫", "狐狸", "马", "奶牛", "小鹿", "一头牛"}},
        {"bird", {"a bird", "birds", "a bird in the sky", "鸟"}},
        {"fish", {"a fish", "fishes", "鱼"}},
        {"still_life", {"a cup of tea", "cups", "a vase", "vases", "一杯咖啡", "花瓶", "水果"}},
    };
    for (const auto& subject : subjects)
        for (const char* prompt : subject.prompts)
            EXPECT_EQ(name_of(read_words(prompt).scene), subject.scene) << prompt;
}

TEST(Words, cut_chinese_by_the_longest_match) {
    EXPECT_EQ(name_of(read_words("上海").scene), "city");  // not the sea that is its second half
    EXPECT_EQ(name_of(read_words("熊猫").scene), "animal");
    EXPECT_TRUE(read_words("熊猫").has({"熊猫"}));
    EXPECT_FALSE(read_words("熊猫").has({"猫", "熊"}));
    EXPECT_TRUE(read_words("白云").hues.empty());  // a cloud, not the colour white
}

TEST(Words, put_a_figure_before_the_place_it_stands_in) {
    const Case cases[] = {
        {"forest with a fox", "animal", "forest"},
        {"a fox in the forest", "animal", "forest"},
        {"海边的女孩", "portrait", "sea"},
        {"castle in the mountains", "dwelling", "hills"},
        {"cat and dog", "animal", ""},
        {"sea and city", "sea", "city"},
    };
    for (const Case& each : cases) {
        const Reading reading = read_words(each.prompt);
        EXPECT_EQ(name_of(reading.scene), each.scene) << each.prompt;
        EXPECT_EQ(name_of(reading.setting), each.setting) << each.prompt;
    }
}

TEST(Words, do_not_match_inside_other_words) {
    for (const char* prompt : {"season", "catalogue", "scarf", "moonshiner", "", "!!!", "12345"}) {
        const Reading reading = read_words(prompt);
        EXPECT_EQ(reading.scene, nullptr) << prompt;
        EXPECT_TRUE(reading.found.empty()) << prompt;
    }
}

TEST(Words, set_weather_and_lights) {
    const Reading english = read_words("snowy night with moon, stars, fog and seagulls");
    EXPECT_TRUE(english.signs.snow && english.signs.moon && english.signs.stars &&
                english.signs.mist && english.signs.birds);
    EXPECT_FALSE(english.signs.rain || english.signs.sun);
    const Reading chinese = read_words("下雨的夕阳和云");
    EXPECT_TRUE(chinese.signs.rain && chinese.signs.sun && chinese.signs.clouds);
    EXPECT_FALSE(chinese.signs.snow);
}

TEST(Words, choose_the_palette_by_weight) {
    const std::pair<const char*, const char*> cases[] = {
        {"sunset", "sunset"},          {"夜", "night"},
        {"snow at night", "night"},    {"cyberpunk night", "neon"},
        {"night, vintage", "vintage"}, {"水墨山", "ink"},
        {"pastel winter", "pastel"},   {"teapot", ""},
    };
    for (const auto& [prompt, palette] : cases)
        EXPECT_EQ(read_words(prompt).palette, palette) << prompt;
}

TEST(Words, take_at_most_two_colours_in_order) {
    const Reading reading = read_words("red, gold and blue");
    ASSERT_EQ(reading.hues.size(), 2U);
    EXPECT_FLOAT_EQ(reading.hues[0].degrees, 27);
    EXPECT_FLOAT_EQ(reading.hues[1].degrees, 82);
    EXPECT_EQ(read_words("红 蓝").hues.size(), 2U);
}

TEST(Words, in_the_tables_name_palettes_that_exist) {
    const auto exists = [](std::string_view name) {
        return std::any_of(palettes().begin(), palettes().end(),
                           [name](const Palette& p) { return p.name == name; });
    };
    for (const PaletteWord& entry : palette_words())
        EXPECT_TRUE(exists(entry.palette)) << entry.word;
    for (const Scene* scene : scenes()) {
        EXPECT_FALSE(scene->palettes.empty()) << scene->name;
        for (const std::string_view name : scene->palettes)
            EXPECT_TRUE(exists(name)) << scene->name << ' ' << name;
    }
}

TEST(Words, belong_to_one_scene_each_and_can_be_found) {
    std::set<std::string_view> seen;
    for (const Scene* scene : scenes())
        for (const auto words : {scene->words, scene->weak_words})
            for (const std::string_view word : words) {
                EXPECT_TRUE(seen.insert(word).second) << word << " in " << scene->name;
                EXPECT_EQ(read_words(word).scene, scene) << word;
            }
}

}  // namespace
}  // namespace easel::providers::sketch
