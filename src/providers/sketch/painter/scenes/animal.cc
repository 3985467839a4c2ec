#include "providers/sketch/painter/parts/backdrop.h"
#include "providers/sketch/painter/parts/beast.h"
#include "providers/sketch/painter/parts/plants.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "animal", "cat",   "kitten", "kitty", "fox",   "dog",   "puppy", "wolf",    "rabbit",   "bunny",
    "bear",   "panda", "tiger",  "lion",  "mouse", "corgi", "pet",   "raccoon", "动物",     "猫",
    "小猫",   "猫咪",  "狐狸",   "狐",    "狗",    "小狗",  "犬",    "狼",      "兔",       "兔子",
    "小兔",   "熊",    "熊猫",   "老虎",  "虎",    "狮子",  "宠物",  "老鼠",    "horse",    "pony",
    "foal",   "cow",   "calf",   "bull",  "ox",    "deer",  "fawn",  "stag",    "reindeer", "马",
    "小马",   "骏马",  "牛",     "奶牛",  "小牛",  "鹿",    "小鹿",  "梅花鹿"};
constexpr std::string_view palettes_by_chance[] = {"golden", "mint", "dawn",  "dusk",
                                                   "autumn", "day",  "pastel"};

constexpr Lch cream{0.95F, 0.025F, 80};
constexpr Lch soot{0.27F, 0.02F, 50};
constexpr Lch rose{0.75F, 0.08F, 20};

/// A kind of animal and the words for it. Cats, which come in all colours, are not in the list.
struct Breed {
    std::string_view names[8];
    Ears ears;
    Tail tail;
    float muzzle;
    Lch coat, chest, mark;
    bool cheeks = false;
    bool stripes = false;
    bool mane = false;
    bool patches = false;
    bool hoofs = false;
    bool spots = false;
    Horns horns = Horns::none;
};

constexpr Breed breeds[] = {
    {{"fox", "狐狸", "狐"}, Ears::tall, Tail::bushy, 0.9F, {0.66F, 0.165F, 48}, cream, soot, true},
    {{"wolf", "狼"},
     Ears::tall,
     Tail::bushy,
     1,
     {0.56F, 0.02F, 255},
     {0.88F, 0.01F, 250},
     soot,
     true},
    {{"raccoon"},
     Ears::round,
     Tail::bushy,
     0.6F,
     {0.6F, 0.015F, 260},
     cream,
     soot,
     true,
     false,
     false,
     true},
    {{"dog", "puppy", "狗", "小狗", "犬"},
     Ears::floppy,
     Tail::slim,
     0.7F,
     {0.68F, 0.1F, 65},
     cream,
     {0.45F, 0.07F, 55}},
    {{"corgi"}, Ears::tall, Tail::none, 0.8F, {0.72F, 0.13F, 62}, cream, {0.62F, 0.12F, 58}, true},
    {{"rabbit", "bunny", "兔", "兔子", "小兔"},
     Ears::rabbit,
     Tail::none,
     0.25F,
     {0.88F, 0.02F, 70},
     cream,
     rose},
    {{"panda", "熊猫"},
     Ears::round,
     Tail::none,
     0.4F,
     cream,
     cream,
     soot,
     false,
     false,
     false,
     true},
    {{"bear", "熊"},
     Ears::round,
     Tail::none,
     0.55F,
     {0.46F, 0.07F, 55},
     {0.76F, 0.06F, 70},
     {0.38F, 0.06F, 50}},
    {{"mouse", "老鼠"}, Ears::round, Tail::slim, 0.5F, {0.68F, 0.015F, 260}, cream, rose},
    {{"tiger", "老虎", "虎"},
     Ears::round,
     Tail::slim,
     0.45F,
     {0.72F, 0.15F, 60},
     cream,
     soot,
     true,
     true},
    {{"lion", "狮子"},
     Ears::round,
     Tail::slim,
     0.55F,
     {0.78F, 0.1F, 78},
     cream,
     {0.5F, 0.11F, 50},
     false,
     false,
     true},
    {.names = {"horse", "pony", "foal", "马", "小马", "骏马"},
     .ears = Ears::upright,
     .tail = Tail::tassel,
     .muzzle = 1,
     .coat = {0.5F, 0.1F, 48},
     .chest = {0.6F, 0.075F, 52},
     .mark = {0.28F, 0.04F, 45},
     .hoofs = true},
    {.names = {"cow", "calf", "bull", "ox", "牛", "奶牛", "小牛"},
     .ears = Ears::sideways,
     .tail = Tail::tassel,
     .muzzle = 1,
     .coat = {0.94F, 0.012F, 80},
     .chest = {0.85F, 0.055F, 30},
     .mark = {0.3F, 0.02F, 50},
     .hoofs = true,
     .spots = true,
     .horns = Horns::bull},
    {.names = {"deer", "fawn", "stag", "reindeer", "鹿", "小鹿", "梅花鹿"},
     .ears = Ears::sideways,
     .tail = Tail::none,
     .muzzle = 1,
     .coat = {0.63F, 0.1F, 58},
     .chest = {0.88F, 0.04F, 72},
     .mark = {0.4F, 0.06F, 50},
     .hoofs = true,
     .horns = Horns::antlers},
};

Beast cat_of(const Stage& stage) {
    Random random = stage.random("coat");
    constexpr Lch coats[] = {{0.72F, 0.12F, 62},
                             {0.48F, 0.02F, 270},
                             {0.88F, 0.03F, 80},
                             {0.32F, 0.02F, 280},
                             {0.56F, 0.05F, 60}};
    Beast cat;
    cat.coat = stage.subject_tone(tone(random.pick(coats)));
    cat.chest = mix(cat.coat, tone(cream), 0.75F);
    cat.mark = darker(cat.coat, 0.13F);
    cat.stripes = random.chance(0.4F);
    return cat;
}

Beast beast_of(const Stage& stage) {
    for (const Breed& breed : breeds)
        for (const std::string_view name : breed.names)
            if (!name.empty() && stage.has({name})) {
                // A panda stays black and white whatever the words say.
                const Tone coat =
                    breed.patches ? tone(breed.coat) : stage.subject_tone(tone(breed.coat));
                // Its chest and muzzle follow its coat, where nature does not set them apart.
                const bool plain = breed.hoofs && !breed.spots && !stage.reading.hues.empty();
                const Tone chest = mix(tone(breed.chest), coat, plain ? 0.75F : 0.0F);
                return {breed.ears,       breed.tail,   breed.muzzle,  coat,       chest,
                        tone(breed.mark), breed.cheeks, breed.stripes, breed.mane, breed.patches,
                        breed.hoofs,      breed.spots,  breed.horns};
            }
    return cat_of(stage);
}

void paint_animal(Stage& stage) {
    const float size = 0.68F * min(stage.reach(), 1.3F);
    const float ground = mix(0.5F * stage.h() + 0.5F * size, stage.h() * 0.92F, 0.75F);
    paint_beast(stage, beast_of(stage), {0.5F * stage.w() - 0.05F * size, ground}, size);
}

void paint_grass(Stage& stage) {
    Random random = stage.random("grass");
    const Tone tone = mix(stage.palette.near, stage.palette.ink, 0.35F);
    const int count = static_cast<int>(min(34.0F * stage.w(), 500));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(0, stage.w());
        const float edge = smoothstep(0.15F, 0.5F, absolute(x - 0.5F * stage.w()));
        fill(stage.surface,
             tuft({x, stage.h() + 0.015F}, mix(0.03F, 0.11F, edge) * random.between(0.6F, 1.1F),
                  random),
             tone);
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    add_backdrop(layers, stage);
    layers.push_back({Depth::subject, paint_animal});
    layers.push_back({Depth::backdrop, paint_grass});
    return layers;
}

}  // namespace

extern const Scene animal_scene;
constinit const Scene animal_scene{"animal", Rank::figure,       false,
                                   words,    palettes_by_chance, compose};

}  // namespace easel::providers::sketch
