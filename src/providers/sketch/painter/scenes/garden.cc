#include <algorithm>

#include "providers/sketch/painter/parts/flowers.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/plants.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "flower", "garden", "rose",   "tulip",   "daisy", "poppy",  "sunflower", "lavender",
    "lotus",  "peony",  "meadow", "bouquet", "bloom", "petal",  "floral",    "botanical",
    "花",     "花园",   "花朵",   "鲜花",    "玫瑰",  "郁金香", "雏菊",      "菊花",
    "向日葵", "薰衣草", "荷花",   "莲花",    "牡丹",  "草地",   "草原",      "花束"};
// Cherries blossom on trees, and fields are of all kinds.
constexpr std::string_view weak_words[] = {"field",   "plant", "grass", "sakura",
                                           "blossom", "樱花",  "植物",  "田野"};
constexpr std::string_view palettes_by_chance[] = {"day",    "mint",    "dawn", "golden",
                                                   "pastel", "vintage", "day",  "dusk"};

bool close_up(const Stage& stage) {
    if (stage.has({"bouquet", "rose", "peony", "sakura", "樱花", "blossom", "petal", "花束", "玫瑰",
                   "牡丹", "花朵"}))
        return true;
    if (stage.has({"garden", "meadow", "field", "grass", "lavender", "花园", "草地", "草原", "田野",
                   "薰衣草"}))
        return false;
    return stage.random("close").chance(0.4F);
}

Tone leaf_tone(const Stage& stage, float depth) {
    const Tone land = stage.palette.land(0.35F + 0.65F * depth);
    const float l = stage.palette.night ? 0.26F : mix(0.66F, 0.4F, depth);
    return mix(land, tone_lch(l, 0.095F, 148), 0.7F);
}

void paint_ground(Stage& stage, float horizon) {
    const Range far{0.2F, horizon, 0.05F, 1.3F, false, stage.noise_key("far")};
    paint_range(stage, skyline_of(stage, far), far, horizon + 0.2F);
    const Range near{0.4F,  horizon + 0.07F * stage.h(), 0.03F, 0.9F,
                     false, stage.noise_key("near")};
    const Skyline line = skyline_of(stage, near);
    fill_below(stage.surface, line, stage.h(),
               Brush::vertical(line.highest(), stage.h(),
                               mix(leaf_tone(stage, 0), stage.palette.sky[3], 0.25F),
                               leaf_tone(stage, 0.9F)));
}

/// One row of the meadow; rows come nearer and grow.
void paint_row(Stage& stage, float horizon, float near) {
    Random random(stage.noise_key("row") + static_cast<std::uint64_t>(near * 1000));
    Random kinds = stage.random("kinds");
    const Bloom first = bloom_for(stage, kinds);
    const Bloom second = bloom_for(stage, kinds);
    const float ground =
        mix(horizon + 0.07F * stage.h(), stage.h() * 1.1F, near * near * 0.95F + 0.05F);
    const float radius = mix(0.006F, 0.066F, near * near);
    const int count = static_cast<int>(
        min(stage.w() / radius * mix(0.6F, 0.42F, near) * (first == Bloom::lavender ? 2.2F : 1.0F),
            900));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(-0.03F, stage.w() + 0.03F);
        const float tall = radius * random.between(2.6F, 5.2F);
        const float drop = random.between(0, 1.2F) * radius;
        const Vec2 foot{x, ground + drop};
        const Vec2 head = foot + Vec2{tall * random.between(-0.12F, 0.12F), -tall};
        const Bloom bloom = random.chance(0.7F) ? first : second;
        const Tone green = lighter(leaf_tone(stage, near), random.between(-0.05F, 0.03F));
        if (radius * stage.surface.scale() > 1)
            paint_stem(stage, foot, head, radius * 0.13F, green, random);
        const Tone haze =
            mix(bloom_tone(stage, bloom, random), stage.palette.sky[3], 0.35F * (1.0F - near));
        const float size = radius * random.between(0.75F, 1.1F);
        if (size * stage.surface.scale() < 1.5F)
            disc(stage.surface, head, size, haze);
        else
            paint_bloom(stage, bloom, head, size, haze, random);
    }
    for (int i = 0; i < count / 2; ++i) {
        const Vec2 foot{random.between(0, stage.w()), ground + 2.2F * radius};
        fill(stage.surface, tuft(foot, radius * 3.2F, random),
             darker(leaf_tone(stage, near), 0.03F));
    }
}

void paint_bokeh(Stage& stage) {
    Random random = stage.random("bokeh");
    const Palette& p = stage.palette;
    wash_all(stage.surface, Brush::linear({0, 0}, {0.3F * stage.w(), stage.h()},
                                          {{0, p.sky[1]},
                                           {0.5F, p.sky[2]},
                                           {1, mix(p.sky[3], leaf_tone(stage, 0.3F), 0.45F)}}));
    const int count = static_cast<int>(min(16 * stage.w() * stage.h(), 120));
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), random.between(0, stage.h())};
        const Tone accent = random.pick(p.accent);
        const Tone tone = mix(p.light, accent, random.between(0, 0.5F));
        const float radius = random.between(0.02F, 0.1F);
        disc(stage.surface, at, radius, with_alpha(tone, random.between(0.06F, 0.2F)), 0.01F);
    }
}

struct Head {
    Vec2 at;
    float radius;
};

/// Heads of a bunch: the middle one large, the others around it, spread over long formats.
std::vector<Head> arrange(const Stage& stage, Random& random) {
    const Vec2 middle{0.5F * stage.w(), 0.44F * stage.h()};
    const Vec2 reach{min(0.34F * stage.w(), 0.55F), min(0.25F * stage.h(), 0.45F)};
    std::vector<Head> heads;
    const int around = 6 + random.below(3);
    for (int i = 0; i < around; ++i) {
        const float angle =
            (static_cast<float>(i) + random.between(-0.25F, 0.25F)) / static_cast<float>(around);
        const Vec2 d = direction(angle);
        const float k = random.between(0.8F, 1.1F);
        heads.push_back(
            {middle + Vec2{d.x * reach.x * k, d.y * reach.y * k}, random.between(0.085F, 0.13F)});
    }
    heads.push_back({middle + Vec2{random.between(-0.03F, 0.03F), 0.01F}, 0.17F});
    return heads;
}

void paint_bunch(Stage& stage) {
    Random random = stage.random("bunch");
    const std::vector<Head> heads = arrange(stage, random);
    const Vec2 tie{0.5F * stage.w(), max(stage.h() * 0.5F + 0.55F, stage.h())};
    const Tone green = leaf_tone(stage, 0.7F);
    for (const Head& head : heads)
        fill(stage.surface,
             stroke({{mix(tie.x, head.at.x, 0.1F), tie.y + 0.3F},
                     {mix(tie.x, head.at.x, 0.45F), mix(tie.y, head.at.y, 0.4F)},
                     head.at},
                    0.013F, 0.009F),
             darker(green, 0.06F));
    for (int i = 0; i < 26; ++i) {
        const Head& head = random.pick(heads);
        const Vec2 d = direction(random.unit());
        const Vec2 from = head.at + Vec2{0, 0.04F};
        const float length = random.between(0.12F, 0.26F);
        const Vec2 tip = from + d * length;
        const Tone light = lighter(green, random.between(0, 0.1F));
        fill(stage.surface,
             Path::leaf(from, tip, length * 0.36F, 0.45F, random.between(-0.1F, 0.1F)),
             Brush::linear(from, tip, {{0, darker(green, 0.08F)}, {1, light}}));
    }
    const Bloom bloom = bloom_for(stage, random);
    for (const Head& head : heads)
        paint_bloom(stage, bloom, head.at, head.radius, bloom_tone(stage, bloom, random), random);
    for (int i = 0; i < 16; ++i) {
        const Head& head = random.pick(heads);
        const Vec2 at = head.at + random.step(0.16F, 0.18F);
        disc(stage.surface, at, random.between(0.006F, 0.013F),
             mix(stage.palette.paper, stage.palette.accent[1], 0.35F));
    }
}

std::vector<Layer> compose(const Stage& stage) {
    // Flowers in a vase are a still life.
    if (stage.has({"vase", "花瓶"})) return scene_named("still_life")->compose(stage);
    std::vector<Layer> layers;
    if (close_up(stage)) {
        layers.push_back({Depth::backdrop, paint_bokeh});
        layers.push_back({Depth::subject, paint_bunch});
        return layers;
    }
    const float horizon = stage.h() * stage.random("horizon").between(0.46F, 0.54F);
    add_sky(layers, stage, horizon);
    layers.push_back({Depth::backdrop, [horizon](Stage& s) { paint_ground(s, horizon); }});
    // A tall format shows more ground, so it needs more rows.
    const int rows = static_cast<int>(7.0F * clamp(stage.h(), 1, 2.5F));
    for (int i = 0; i < rows; ++i)
        layers.push_back(
            {Depth::subject, [horizon, near = static_cast<float>(i) / static_cast<float>(rows - 1)](
                                 Stage& s) { paint_row(s, horizon, near); }});
    return layers;
}

}  // namespace

extern const Scene garden_scene;
constinit const Scene garden_scene{"garden",           Rank::landmark, true,      words,
                                   palettes_by_chance, compose,        weak_words};

}  // namespace easel::providers::sketch
