#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/plants.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "forest", "wood", "woods",  "tree", "pine", "jungle",  "birch", "fir",  "woodland",
    "grove",  "leaf", "bamboo", "oak",  "park", "firefly", "森林",  "树林", "树",
    "树木",   "松树", "林",     "竹林", "竹",   "丛林",    "公园",  "树叶", "萤火虫"};
constexpr std::string_view palettes_by_chance[] = {"overcast", "mint", "golden", "teal_night",
                                                   "autumn",   "dawn", "winter", "night"};

/// Conifers seen from their tops, or a stand of trunks under a roof of leaves.
bool cherries(const Stage& stage) {
    return stage.has({"sakura", "blossom", "樱花"});
}

bool of_trunks(const Stage& stage) {
    if (stage.has({"pine", "fir", "松树"})) return false;
    if (cherries(stage) || stage.has({"birch", "bamboo", "竹林", "竹", "jungle", "丛林", "oak"}))
        return true;
    return stage.random("kind").chance(0.45F);
}

Tone blossom_tone(const Stage& stage, float depth) {
    const Tone pink = tone_lch(stage.palette.night ? 0.5F : mix(0.88F, 0.74F, depth), 0.1F, 355);
    return mix(pink, stage.palette.sky[2], mix(0.35F, 0.0F, depth));
}

/// Woods are green unless the words or the season say otherwise.
Tone wood_tone(const Stage& stage, float depth) {
    const Tone land = stage.palette.land(depth);
    const std::string_view name = stage.palette.name;
    const bool free = stage.reading.hues.empty() && !stage.palette.night && name != "autumn" &&
                      name != "winter" && name != "ink" && name != "vintage";
    return free ? mix(land, tone_lch(land.l, 0.075F, 155), 0.75F) : land;
}

void paint_shafts(Stage& stage) {
    Random random = stage.random("shafts");
    const float from = luminary(stage, 0.6F * stage.h()).at.x;
    for (int i = 0; i < 6; ++i) {
        const float x = from + random.between(-0.5F, 0.5F);
        const float lean = random.between(0.15F, 0.4F) * (from > 0.5F * stage.w() ? -1.0F : 1.0F);
        const float width = random.between(0.03F, 0.11F);
        fill(stage.surface,
             Path::polygon({{x, -0.02F},
                            {x + width, -0.02F},
                            {x + 2.1F * width + lean, 0.85F * stage.h()},
                            {x - width + lean, 0.85F * stage.h()}}),
             Brush::vertical(0, 0.85F * stage.h(), with_alpha(stage.palette.light, 0.17F),
                             with_alpha(stage.palette.light, 0)));
    }
}

void paint_fir_row(Stage& stage, float depth, std::uint64_t key) {
    Random random(key);
    const float ground = stage.h() * mix(0.6F, 1.02F, depth);
    const float height = mix(0.22F, 0.8F, depth * depth) * min(stage.reach(), 1.3F);
    const float pitch = height * mix(0.17F, 0.36F, depth);
    const Tone tone = wood_tone(stage, depth);
    const Tone foot = mix(tone, stage.palette.sky[3], 0.65F * (1.0F - 0.75F * depth));
    const Skyline line(stage.surface, [&](float x) {
        return ground - height * 0.12F * (1.0F + noise(x * 1.7F, depth * 9, key));
    });
    const int count = static_cast<int>(min(stage.w() / pitch + 3, 700));
    for (int i = 0; i < count; ++i) {
        const float x = (static_cast<float>(i) - 0.5F + random.between(-0.4F, 0.4F)) * pitch;
        const float size = height * random.between(0.55F, 1.15F);
        if (depth > 0.9F && absolute(x / stage.w() - 0.5F) < 0.22F && stage.w() > 0.6F) continue;
        const float y = line.at(x) + 0.03F;
        fill(stage.surface, fir({x, y}, size, random),
             Brush::vertical(y - size, y, tone, mix(tone, foot, 0.7F)));
    }
    fill_below(stage.surface, line, stage.h(),
               Brush::vertical(line.highest(), line.highest() + 0.4F * height, foot, tone));
}

void paint_leaves(Stage& stage, float depth, Random& random) {
    const bool blossom = cherries(stage);
    const Tone tone = blossom ? blossom_tone(stage, depth) : wood_tone(stage, depth);
    const float radius = mix(0.045F, 0.085F, depth);
    const int count = static_cast<int>(min(stage.w() / radius * mix(3.5F, 6.0F, depth), 900));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(-0.05F, stage.w() + 0.05F);
        const float sink = random.unit();
        const float y = (sink * sink * 2.6F - 0.4F) * radius * 1.2F;
        const Tone shade =
            lighter(tone, blossom ? random.between(-0.05F, 0.05F) : random.between(-0.02F, 0.03F));
        fill(stage.surface, crown({x, y}, radius * random.between(0.6F, 1.1F), random), shade);
    }
}

void paint_bark(Stage& stage, Vec2 foot, float height, float width, Random& random) {
    for (int i = 0; i < 16; ++i) {
        const float y = foot.y - height * random.unit();
        const float x = foot.x + width * random.between(-0.5F, 0.2F);
        fill(stage.surface,
             Path::leaf({x, y}, {x + width * random.between(0.15F, 0.4F), y + 0.003F},
                        width * 0.09F),
             with_alpha(stage.palette.ink, 0.55F), Blend::atop);
    }
}

void paint_trunk_row(Stage& stage, float depth, std::uint64_t key) {
    Random random(key);
    const bool birch = stage.has({"birch"});
    const float ground = stage.h() * mix(0.66F, 0.97F, depth);
    const Tone tone = wood_tone(stage, depth);
    const Tone foot = mix(tone, stage.palette.sky[3], 0.6F * (1.0F - 0.8F * depth));
    const std::uint64_t bumps = key + 1;
    const Skyline line(stage.surface,
                       [&](float x) { return ground - 0.03F * noise(x * 1.4F, 0.2F, bumps); });
    const float pitch = mix(0.055F, 0.24F, depth);
    const int count = static_cast<int>(min(stage.w() / pitch + 2, 500));
    for (int i = 0; i < count; ++i) {
        const float x = (static_cast<float>(i) + random.between(-0.45F, 0.45F)) * pitch;
        const float width = mix(0.008F, 0.05F, depth * depth) * random.between(0.7F, 1.3F);
        const Vec2 base{x, line.at(x) + 0.02F};
        const Tone bark = birch ? mix(tone, stage.palette.paper, 0.75F * depth) : tone;
        fill(stage.surface, bare_trunk(base, base.y + 0.1F, width, random),
             Brush::vertical(0, ground, bark, mix(bark, foot, 0.6F)));
        if (birch && depth > 0.4F) paint_bark(stage, base, base.y, width, random);
    }
    fill_below(stage.surface, line, stage.h(),
               Brush::vertical(line.highest(), line.highest() + 0.25F, foot, tone));
    paint_leaves(stage, depth, random);
}

float brook_middle(const Stage& stage, float near) {
    const float start = stage.random("brook").between(0.42F, 0.58F);
    const float bend = stage.random("brook bend").sign() * mix(0.015F, 0.075F, near);
    return stage.w() * start + stage.reach() * bend * sine(near * near * 0.9F + near * 0.35F);
}

/// Water that comes out of the wood towards the viewer, wider and calmer.
void paint_brook(Stage& stage) {
    constexpr int steps = 40;
    const float top = 0.72F * stage.h();
    const auto bank = [&](float side, float wider) {
        std::vector<Vec2> line;
        for (int i = 0; i <= steps; ++i) {
            const float near = static_cast<float>(i) / steps;
            const float half =
                (mix(0.004F, 0.2F, near * near) + wider * near) * min(stage.reach(), 1.2F);
            line.push_back(
                {brook_middle(stage, near) + side * half, mix(top, stage.h() + 0.02F, near)});
        }
        return line;
    };
    const auto water = [&](float wider) {
        std::vector<Vec2> outline = bank(-1, wider);
        const std::vector<Vec2> right = bank(1, wider);
        outline.insert(outline.end(), right.rbegin(), right.rend());
        return Path::polygon(outline);
    };
    const Palette& p = stage.palette;
    fill(stage.surface, water(0.025F), mix(wood_tone(stage, 1), p.ink, 0.35F));
    const Path surface = water(0);
    const Mask limits(stage.surface, surface);
    fill(stage.surface, limits,
         Brush::vertical(top, stage.h(), mix(p.sky[3], p.light, 0.35F),
                         mix(p.sky[1], tone_lch(0.5F, 0.08F, 235), 0.4F)));
    Random random = stage.random("ripples");
    for (int i = 0; i < 46; ++i) {
        const float near = random.unit();
        const float y = mix(top, stage.h(), near);
        const float x =
            brook_middle(stage, near) + mix(0.01F, 0.2F, near * near) * random.between(-1, 1);
        const float half = mix(0.006F, 0.07F, near) * random.between(0.4F, 1);
        fill_within(stage.surface, limits,
                    Path::leaf({x - half, y}, {x + half, y}, 0.006F + 0.01F * near),
                    with_alpha(p.paper, random.between(0.12F, 0.4F)));
    }
}

void paint_petals(Stage& stage) {
    Random random = stage.random("petals");
    const int count = static_cast<int>(min(60.0F * stage.w() * stage.h(), 400));
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), stage.h() * random.between(0.25F, 1)};
        const Vec2 to = at + random.step(0.006F, 0.016F);
        fill(stage.surface, Path::leaf(at, to, 0.008F),
             with_alpha(lighter(blossom_tone(stage, 0.6F), random.between(0, 0.06F)), 0.9F));
    }
}

void paint_undergrowth(Stage& stage) {
    Random random = stage.random("undergrowth");
    const Tone tone = mix(wood_tone(stage, 1), stage.palette.ink, 0.55F);
    const int count = static_cast<int>(min(46.0F * stage.w(), 600));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(0, stage.w());
        const float edge = smoothstep(0.1F, 0.5F, absolute(x / stage.w() - 0.5F));
        fill(stage.surface,
             tuft({x, stage.h() + 0.02F}, mix(0.05F, 0.14F, edge) * random.between(0.6F, 1.1F),
                  random),
             tone);
    }
}

void paint_fireflies(Stage& stage) {
    Random random = stage.random("fireflies");
    const int count = static_cast<int>(min(34.0F * stage.w() * stage.h(), 300));
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), stage.h() * random.between(0.45F, 0.95F)};
        const float size = random.between(0.4F, 1);
        glow(stage.surface, at, 0.03F * size, with_alpha(stage.palette.accent[0], 0.85F));
        disc(stage.surface, at, 0.0024F * size,
             mix(stage.palette.accent[0], stage.palette.paper, 0.5F));
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    add_sky(layers, stage, 0.62F * stage.h());
    const bool trunks = of_trunks(stage);
    constexpr int rows = 5;
    for (int i = 0; i < rows; ++i) {
        const float depth = static_cast<float>(i) / (rows - 1);
        const std::uint64_t key = stage.noise_key("row") + static_cast<std::uint64_t>(i);
        layers.push_back({Depth::subject, [trunks, depth, key](Stage& s) {
                              if (trunks)
                                  paint_trunk_row(s, depth, key);
                              else
                                  paint_fir_row(s, depth, key);
                          }});
        if (i == 2 && !stage.palette.night && !stage.reading.signs.rain)
            layers.push_back({Depth::backdrop, paint_shafts});
    }
    if (stage.has({"stream", "brook", "creek", "river", "溪", "小溪", "溪流", "河", "河流"}))
        layers.push_back({Depth::subject, paint_brook});
    layers.push_back({Depth::subject, paint_undergrowth});
    if (cherries(stage)) layers.push_back({Depth::backdrop, paint_petals});
    if (stage.has({"firefly", "萤火虫"}) ||
        (stage.palette.night && !stage.reading.signs.snow && !stage.reading.signs.rain))
        layers.push_back({Depth::backdrop, paint_fireflies});
    return layers;
}

}  // namespace

extern const Scene forest_scene;
constinit const Scene forest_scene{"forest", Rank::place, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
