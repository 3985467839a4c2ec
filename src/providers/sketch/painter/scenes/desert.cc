#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {"desert", "dune",  "sand",  "cactus", "pyramid", "sahara",
                                      "oasis",  "camel", "egypt", "沙漠",   "沙丘",    "仙人掌",
                                      "金字塔", "绿洲",  "骆驼",  "戈壁"};
constexpr std::string_view palettes_by_chance[] = {"golden",  "sunset", "golden", "dusk",
                                                   "vintage", "night",  "day"};

Tone sand(const Stage& stage, float depth) {
    const Tone land = mix(stage.palette.sky[3], stage.palette.near, mix(0.3F, 0.62F, depth));
    const bool free = stage.reading.hues.empty() && stage.palette.name != "ink";
    return free ? mix(land,
                      tone_lch(mix(land.l, stage.palette.night ? 0.3F : 0.68F, 0.4F), 0.10F, 62),
                      stage.palette.night ? 0.3F : 0.6F)
                : land;
}

/// A dune: the crest, and the slope in shadow below a line that winds down from it.
void paint_dune(Stage& stage, float depth) {
    const std::uint64_t key = stage.noise_key("dune") + static_cast<std::uint64_t>(depth * 100);
    const float base = stage.h() * mix(0.58F, 0.93F, depth);
    const float amplitude = mix(0.035F, 0.13F, depth);
    const float frequency = mix(1.6F, 0.75F, depth);
    const Skyline crest(stage.surface, [&](float x) {
        const float wave = noise(x * frequency, depth * 7, key);
        // Wind makes one side long and the other short: bend the wave by its own height.
        return base - amplitude * (1.0F - 1.9F * absolute(noise(x * frequency + 0.22F * wave,
                                                                depth * 7, key)));
    });
    const Tone lit = sand(stage, depth);
    const Tone shade = mix(lit, mix(stage.palette.ink, stage.palette.sky[0], 0.45F), 0.42F);
    fill_below(
        stage.surface, crest, stage.h(),
        Brush::vertical(crest.highest(), base + 0.3F, lighter(lit, 0.05F), darker(lit, 0.05F)));
    const float reach = amplitude * 2.6F;
    const float side = luminary(stage, 0.6F * stage.h()).at.x > 0.5F * stage.w() ? 1.0F : -1.0F;
    const Skyline& top = crest;
    mist(stage.surface, {0, crest.highest()}, {stage.w(), crest.lowest() + reach}, shade,
         [&](float x, float y) {
             const float below = y - top.at(x);
             if (below < 0 || below > reach) return 0.0F;
             const float t = below / reach;
             const float bend = x * frequency + side * (0.35F * t + 0.08F * sine(t * 1.3F));
             const float slope =
                 noise(bend + 0.1F, depth * 7, key) - noise(bend - 0.1F, depth * 7, key);
             const float pixel = stage.surface.scale() * 0.0006F;
             return clamp01(0.5F + side * slope * 30.0F * max(pixel, 0.3F)) * (1.0F - t) *
                    (1.0F - t) * clamp01(below * stage.surface.scale());
         });
}

void paint_pyramids(Stage& stage) {
    Random random = stage.random("pyramids");
    const float ground = stage.h() * 0.63F;
    for (int i = 0; i < 3; ++i) {
        const float size = random.between(0.15F, 0.24F) * (i == 1 ? 1.35F : 0.8F);
        const Vec2 foot{
            stage.w() * (0.26F + 0.22F * static_cast<float>(i)) + random.between(-0.04F, 0.04F),
            ground};
        const Vec2 top = foot - Vec2{0, size};
        const Vec2 seam = foot + Vec2{size * 0.32F, 0};
        const Tone lit = mix(sand(stage, 0.25F), stage.palette.light, 0.15F);
        const Tone shade = mix(lit, stage.palette.ink, 0.38F);
        fill(stage.surface, Path::polygon({top, seam, foot - Vec2{size * 0.95F, 0}}),
             Brush::vertical(top.y, ground, lit, mix(lit, stage.palette.sky[3], 0.35F)));
        fill(stage.surface, Path::polygon({top, foot + Vec2{size * 0.95F, 0}, seam}),
             Brush::vertical(top.y, ground, shade, mix(shade, stage.palette.sky[3], 0.35F)));
    }
}

void paint_cactus(Stage& stage, Vec2 foot, float size, Random& random) {
    const Tone body =
        mix(mix(stage.palette.near, tone_lch(stage.palette.night ? 0.2F : 0.36F, 0.06F, 155), 0.6F),
            stage.palette.ink, 0.15F);
    const float width = size * 0.17F;
    const Vec2 top = foot - Vec2{0, size};
    const Brush brush = Brush::linear(foot - Vec2{width * 2, 0}, foot + Vec2{width * 2, 0},
                                      {{0, lighter(body, 0.06F)}, {1, darker(body, 0.05F)}});
    fill(stage.surface,
         Path::ellipse(foot + Vec2{0.2F * size, 0.012F}, 0.36F * size, 0.022F * size),
         with_alpha(stage.palette.ink, 0.22F));
    fill(stage.surface, stroke({foot, (foot + top) * 0.5F, top}, width, width), brush);
    for (const float side : {-1.0F, 1.0F}) {
        const float y = foot.y - size * random.between(0.35F, 0.55F);
        const float out = side * size * random.between(0.24F, 0.32F);
        const float rise = size * random.between(0.25F, 0.4F);
        fill(stage.surface,
             stroke({{foot.x, y},
                     {foot.x + out * 0.8F, y - 0.01F * size},
                     {foot.x + out, y - rise * 0.35F},
                     {foot.x + out, y - rise}},
                    width * 0.7F, width * 0.7F),
             brush);
    }
    for (const float line : {-0.22F, 0.0F, 0.22F})
        fill(stage.surface,
             stroke({foot + Vec2{line * width, 0}, top + Vec2{line * width, 0.05F * size}},
                    width * 0.05F, width * 0.05F),
             with_alpha(stage.palette.ink, 0.25F));
}

void paint_cacti(Stage& stage) {
    Random random = stage.random("cacti");
    const float side = luminary(stage, 0.6F * stage.h()).at.x > 0.5F * stage.w() ? 0.26F : 0.74F;
    const float sizes[] = {0.12F, 0.19F, 0.34F};
    for (int i = 0; i < 3; ++i) {
        const float x =
            stage.w() * (i == 2 ? side : 1.0F - side + 0.22F * (static_cast<float>(i) - 0.5F)) +
            random.between(-0.03F, 0.03F);
        paint_cactus(stage, {x, stage.h() * (0.76F + 0.08F * static_cast<float>(i))},
                     sizes[i] * random.between(0.85F, 1.1F), random);
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    add_sky(layers, stage, 0.62F * stage.h());
    const bool pyramids =
        stage.has({"pyramid", "egypt", "金字塔"}) ||
        (!stage.has({"cactus", "仙人掌"}) && stage.random("desert").chance(0.25F));
    constexpr int dunes = 5;
    for (int i = 0; i < dunes; ++i) {
        layers.push_back({Depth::subject, [depth = static_cast<float>(i) / (dunes - 1)](Stage& s) {
                              paint_dune(s, depth);
                          }});
        if (i == 0 && pyramids) layers.push_back({Depth::subject, paint_pyramids});
    }
    if (!pyramids) layers.push_back({Depth::subject, paint_cacti});
    return layers;
}

}  // namespace

extern const Scene desert_scene;
constinit const Scene desert_scene{"desert", Rank::place, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
