#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/castle.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/plants.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {"house", "home", "cottage", "cabin",  "village", "castle",
                                      "farm",  "barn", "hut",     "palace", "temple",  "房子",
                                      "房屋",  "小屋", "木屋",    "家",     "村庄",    "村",
                                      "城堡",  "宫殿", "农场",    "寺庙",   "古堡"};
constexpr std::string_view palettes_by_chance[] = {"golden", "dusk",  "mint", "autumn",
                                                   "dawn",   "night", "day",  "winter"};

/// Where the building stands: in the middle or a little off it, as the seed wants.
float site(const Stage& stage) {
    return stage.w() * (0.5F + stage.random("site").between(-0.09F, 0.09F));
}

void paint_range_at(Stage& stage, float depth, float base, float amplitude, bool peaked) {
    const Range range{
        depth,     base * stage.h(),
        amplitude, peaked ? 1.6F : 1.2F,
        peaked,    stage.noise_key("range") + static_cast<std::uint64_t>(depth * 100)};
    const Skyline line = skyline_of(stage, range);
    paint_range(stage, line, range, range.base + 0.3F);
    if (peaked)
        paint_flanks(stage, line, range, luminary(stage, 0.6F * stage.h()).at.x,
                     stage.reading.signs.snow);
    if (depth > 0.3F && depth < 0.9F)
        plant_firs(stage, line, range, mix(0.04F, 0.1F, depth), mix(60, 20, depth));
}

/// The knoll in front, rising to where the building stands.
Skyline knoll(const Stage& stage) {
    const std::uint64_t key = stage.noise_key("knoll");
    const float middle = site(stage);
    return Skyline(stage.surface, [&stage, key, middle](float x) {
        const float away = absolute(x - middle);
        return 0.8F * stage.h() + 0.07F * smoothstep(0.2F, 0.75F, away) -
               0.015F * noise(x * 1.5F, 0.4F, key);
    });
}

void paint_knoll(Stage& stage) {
    const Skyline line = knoll(stage);
    const Tone body =
        mix(stage.palette.land(0.92F), tone_lch(stage.palette.land(0.92F).l, 0.06F, 150),
            stage.reading.hues.empty() && !stage.reading.signs.snow ? 0.3F : 0.0F);
    const Tone top = stage.reading.signs.snow ? mix(stage.palette.paper, stage.palette.sky[2], 0.3F)
                                              : lighter(body, 0.07F);
    fill_below(
        stage.surface, line, stage.h(),
        Brush::vertical(line.highest(), stage.h(), top, mix(body, stage.palette.ink, 0.25F)));
}

void paint_pane(Stage& stage, Vec2 at, float width, float height) {
    const Palette& p = stage.palette;
    const bool lit = lamps_lit(stage);
    const Tone glass = lit ? tone_lch(0.86F, 0.13F, 82) : mix(p.sky[1], p.ink, 0.25F);
    if (lit)
        glow(stage.surface, at + Vec2{0.5F * width, 0.5F * height}, width * 3.2F,
             with_alpha(glass, 0.35F));
    fill(stage.surface, Path::rectangle(at, width, height, 0.12F * width), glass);
    const Tone bar = with_alpha(p.ink, 0.7F);
    fill(stage.surface, Path::rectangle(at + Vec2{0.46F * width, 0}, 0.08F * width, height), bar);
    fill(stage.surface, Path::rectangle(at + Vec2{0, 0.46F * height}, width, 0.07F * width), bar);
}

void paint_smoke(Stage& stage, Vec2 from, float size) {
    Random random = stage.random("smoke");
    for (int i = 0; i < 9; ++i) {
        const float t = static_cast<float>(i) / 9.0F;
        const float drift = random.between(-0.02F, 0.02F);
        const Vec2 at = from + Vec2{size * (0.5F * t * t + drift), -size * 0.95F * t};
        disc(stage.surface, at, size * mix(0.035F, 0.13F, t),
             with_alpha(stage.palette.paper, mix(0.34F, 0.05F, t)), size * 0.05F);
    }
}

/// Gable to the front, a wing to the side, a chimney.
void paint_cottage(Stage& stage, Vec2 foot, float size) {
    const Palette& p = stage.palette;
    const Tone wall = mix(stage.subject_tone(mix(p.paper, p.accent[1], 0.18F)), p.sky[1],
                          lamps_lit(stage) ? 0.5F : 0.08F);
    const Tone shade = mix(wall, p.ink, 0.25F);
    const Tone tiles = stage.reading.signs.snow
                           ? mix(p.paper, p.sky[2], 0.2F)
                           : mix(p.accent[0], p.ink, lamps_lit(stage) ? 0.5F : 0.22F);
    const auto at = [&](float x, float y) { return foot + Vec2{x, y} * size; };
    paint_smoke(stage, at(0.42F, -0.78F), size);
    fill(stage.surface,
         Path::polygon({at(0.36F, -0.4F), at(0.36F, -0.8F), at(0.48F, -0.8F), at(0.48F, -0.4F)}),
         mix(tiles, p.ink, 0.35F));
    fill(stage.surface,
         Path::polygon({at(0.1F, 0.04F), at(0.1F, -0.34F), at(0.72F, -0.34F), at(0.72F, 0.04F)}),
         Brush::linear(at(0.1F, 0), at(0.72F, 0), {{0, mix(shade, p.ink, 0.15F)}, {1, shade}}));
    fill(stage.surface,
         Path::polygon({at(-0.14F, -0.68F), at(0.58F, -0.68F), at(0.8F, -0.31F), at(0.1F, -0.31F)}),
         Brush::vertical(at(0, -0.68F).y, at(0, -0.31F).y, lighter(tiles, 0.03F),
                         darker(tiles, 0.05F)));
    fill(stage.surface,
         Path::polygon({at(-0.42F, 0.04F), at(-0.42F, -0.34F), at(-0.14F, -0.66F),
                        at(0.14F, -0.34F), at(0.14F, 0.04F)}),
         Brush::linear(at(-0.42F, 0), at(0.14F, 0),
                       {{0, lighter(wall, 0.02F)}, {1, darker(wall, 0.04F)}}));
    fill(stage.surface,
         Path::polygon({at(-0.5F, -0.27F), at(-0.14F, -0.72F), at(0.22F, -0.27F), at(0.16F, -0.25F),
                        at(-0.14F, -0.62F), at(-0.44F, -0.25F)}),
         darker(tiles, 0.09F));
    fill(stage.surface,
         Path::rectangle(at(-0.22F, -0.22F), 0.16F * size, 0.26F * size, 0.05F * size),
         mix(p.accent[2], p.ink, 0.45F));
    disc(stage.surface, at(-0.09F, -0.08F), 0.012F * size, p.accent[1]);
    paint_pane(stage, at(-0.2F, -0.46F), 0.12F * size, 0.13F * size);
    paint_pane(stage, at(0.24F, -0.22F), 0.14F * size, 0.15F * size);
    paint_pane(stage, at(0.49F, -0.22F), 0.14F * size, 0.15F * size);
}

bool is_castle(const Stage& stage) {
    return stage.has({"castle", "palace", "城堡", "宫殿", "古堡"});
}

void paint_building(Stage& stage) {
    const float x = site(stage);
    const float y = knoll(stage).at(x);
    const float reach = min(stage.reach(), 1.25F);
    if (is_castle(stage)) return paint_castle(stage, {x, y + 0.015F}, reach);
    if (stage.has({"village", "村庄", "村"})) {
        paint_cottage(stage, {0.2F * stage.w(), y + 0.02F}, 0.2F * reach);
        paint_cottage(stage, {0.8F * stage.w(), y + 0.03F}, 0.22F * reach);
    }
    paint_cottage(stage, {x - 0.04F, y + 0.01F}, 0.38F * reach);
}

void paint_path(Stage& stage) {
    const float door = is_castle(stage) ? castle_gate(stage, min(stage.reach(), 1.25F)) : -0.1F;
    const float x = site(stage) + door;
    const float top = knoll(stage).at(x) + 0.02F;
    Path way;
    way.move({x - 0.02F, top})
        .cubic({x + 0.05F, mix(top, stage.h(), 0.4F)}, {x - 0.12F, mix(top, stage.h(), 0.6F)},
               {x - 0.1F, stage.h() + 0.01F});
    way.line({x + 0.2F, stage.h() + 0.01F})
        .cubic({x + 0.06F, mix(top, stage.h(), 0.6F)}, {x + 0.12F, mix(top, stage.h(), 0.4F)},
               {x + 0.03F, top});
    fill(stage.surface, way,
         with_alpha(mix(stage.palette.paper, stage.palette.near, 0.45F), 0.75F));
}

void paint_trees(Stage& stage) {
    Random random = stage.random("yard");
    const Skyline line = knoll(stage);
    const Tone tone = mix(stage.palette.near, stage.palette.ink, 0.45F);
    for (const float side : {-1.0F, 1.0F})
        for (int i = 0; i < 4; ++i) {
            const float x = site(stage) + side * (0.36F + 0.085F * static_cast<float>(i) +
                                                  random.between(0, 0.05F));
            const float height = random.between(0.14F, 0.3F);
            fill(stage.surface, fir({x, line.at(x) + 0.02F}, height, random), tone);
        }
    for (int i = 0; i < 60; ++i) {
        const float x = random.between(0, stage.w());
        fill(stage.surface, tuft({x, stage.h() + 0.01F}, random.between(0.03F, 0.07F), random),
             tone);
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    add_sky(layers, stage, 0.66F * stage.h());
    const bool peaks = stage.random("peaks").chance(0.5F);
    layers.push_back({Depth::backdrop, [peaks](Stage& s) {
                          paint_range_at(s, 0.1F, 0.58F, peaks ? 0.2F : 0.09F, peaks);
                      }});
    layers.push_back(
        {Depth::backdrop, [](Stage& s) { paint_range_at(s, 0.4F, 0.66F, 0.07F, false); }});
    layers.push_back(
        {Depth::backdrop, [](Stage& s) { paint_range_at(s, 0.65F, 0.74F, 0.05F, false); }});
    layers.push_back({Depth::subject, paint_knoll});
    layers.push_back({Depth::subject, paint_path});
    layers.push_back({Depth::subject, paint_building});
    layers.push_back({Depth::subject, paint_trees});
    return layers;
}

}  // namespace

extern const Scene dwelling_scene;
constinit const Scene dwelling_scene{"dwelling", Rank::landmark,     true,
                                     words,      palettes_by_chance, compose};

}  // namespace easel::providers::sketch
