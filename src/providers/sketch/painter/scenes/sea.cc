#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "sea",   "ocean",    "beach",   "coast", "shore",  "seaside", "wave",    "boat",       "ship",
    "sail",  "sailboat", "sailing", "yacht", "island", "harbor",  "harbour", "lighthouse", "bay",
    "water", "海",       "大海",    "海洋",  "海边",   "海滩",    "沙滩",    "海浪",       "波浪",
    "船",    "帆船",     "小船",    "岛",    "岛屿",   "港口",    "灯塔",    "海岸",       "水"};
constexpr std::string_view palettes_by_chance[] = {
    "golden", "sunset", "day", "dawn", "mint", "dusk", "night", "teal_night", "vintage", "day"};

float horizon_of(const Stage& stage) {
    return stage.h() * stage.random("horizon").between(0.5F, 0.6F);
}

Tone water_tone(const Stage& stage, float near) {
    const Palette& p = stage.palette;
    const Tone deep =
        p.night ? mix(p.sky[0], p.ink, 0.3F) : mix(p.sky[0], tone_lch(0.42F, 0.085F, 235), 0.35F);
    return mix(mix(p.sky[3], p.sky[1], 0.45F), deep, near);
}

void paint_water(Stage& stage, float horizon) {
    wash(stage.surface, {0, horizon}, {stage.w(), stage.h()},
         Brush::linear({0, horizon}, {0, stage.h()},
                       {{0, water_tone(stage, 0)},
                        {0.3F, water_tone(stage, 0.45F)},
                        {1, water_tone(stage, 1)}}));
    const float thin = max(0.004F, 1.0F / stage.surface.scale());
    wash(stage.surface, {0, horizon}, {stage.w(), horizon + thin},
         with_alpha(stage.palette.light, 0.35F));
}

void paint_islands(Stage& stage, float horizon) {
    Random random = stage.random("islands");
    const int count = 1 + random.below(2);
    for (int i = 0; i < count; ++i) {
        const float middle = stage.w() * random.between(0.05F, 0.95F);
        const float half = random.between(0.22F, 0.5F);
        const float height = random.between(0.05F, 0.12F);
        const std::uint64_t key = random.next();
        const Skyline line(stage.surface, [&](float x) {
            const float t = clamp01(1.0F - absolute(x - middle) / half);
            const float rough = 0.75F + 0.5F * cloud_noise(x * 7, 1.5F, 4, key);
            return horizon - height * smoothstep(0, 1, t) * rough;
        });
        const Tone body = stage.palette.land(0.15F + 0.25F * static_cast<float>(i));
        fill_below(
            stage.surface, line, horizon,
            Brush::vertical(line.highest(), horizon, body, mix(body, stage.palette.sky[3], 0.4F)));
    }
}

/// Short horizontal lights and darks, longer and farther apart towards the viewer.
void paint_waves(Stage& stage, float horizon) {
    Random random = stage.random("waves");
    const float deep = stage.h() - horizon;
    const int count = static_cast<int>(min(260.0F * max(1.0F, stage.w()), 2600));
    for (int i = 0; i < count; ++i) {
        const float near = random.unit();
        const float perspective = near * near;
        const float y = horizon + 0.01F + deep * perspective;
        const float x = random.between(-0.05F, stage.w() + 0.05F);
        const float half = mix(0.012F, 0.11F, perspective) * random.between(0.5F, 1.2F);
        const float width = mix(0.0012F, 0.0075F, perspective);
        const bool lit = random.chance(0.5F);
        const Tone tone =
            lit ? mix(stage.palette.sky[3], stage.palette.paper, 0.3F) : water_tone(stage, 1.15F);
        const float alpha = mix(0.28F, 0.2F, near);
        fill(stage.surface, Path::leaf({x - half, y}, {x + half, y}, width),
             with_alpha(tone, alpha));
    }
}

/// The path of light under sun or moon.
void paint_glitter(Stage& stage, float horizon) {
    const Luminary light = luminary(stage, horizon);
    if (!light.shown) return;
    Random random = stage.random("glitter");
    const float deep = stage.h() - horizon;
    const Tone tone = mix(stage.palette.light, stage.palette.glow, 0.25F);
    const int rows = 46;
    for (int i = 0; i < rows; ++i) {
        const float t = static_cast<float>(i) / rows;
        const float y = horizon + deep * (0.008F + t * t * 0.95F);
        const float spread = light.radius * mix(1.0F, 2.4F, t);
        const int dashes = 2 + random.below(3);
        for (int d = 0; d < dashes; ++d) {
            const float gather = random.between(0.3F, 1);
            const float x = light.at.x + spread * gather * random.between(-0.9F, 0.9F);
            const float half = light.radius * mix(0.5F, 0.95F, t) * random.between(0.35F, 1.1F);
            const float width = mix(0.003F, 0.014F, t);
            fill(stage.surface, Path::leaf({x - half, y}, {x + half, y}, width),
                 with_alpha(tone, mix(0.75F, 0.2F, t)));
        }
    }
}

/// A sailing boat whose water line is at `at`, `size` high; mirrored for its reflection.
void paint_sails(Stage& stage, Vec2 at, float size, float up, float alpha, Tone hull, Tone sail) {
    const auto place = [&](const Path& path) { return path.scaled(size, size * up).moved(at); };
    const auto faded = [alpha](Tone t) { return with_alpha(t, alpha); };
    Path main_sail;
    main_sail.move({0.02F, -0.96F}).quad({0.38F, -0.55F}, {0.4F, -0.2F}).line({0.02F, -0.2F});
    Path fore_sail;
    fore_sail.move({-0.03F, -0.86F}).quad({-0.12F, -0.45F}, {-0.34F, -0.2F}).line({-0.03F, -0.2F});
    Path body;
    body.move({-0.42F, -0.14F}).line({0.48F, -0.14F}).quad({0.42F, 0.02F}, {0.28F, 0.03F});
    body.line({-0.26F, 0.03F}).quad({-0.36F, 0}, {-0.42F, -0.14F});
    fill(stage.surface, place(main_sail), faded(sail));
    fill(stage.surface, place(fore_sail), faded(darker(sail, 0.07F)));
    fill(stage.surface, place(Path::rectangle({-0.012F, -1.0F}, 0.022F, 0.9F)), faded(hull));
    fill(stage.surface, place(body), faded(hull));
    fill(stage.surface, place(Path::rectangle({-0.4F, -0.135F}, 0.86F, 0.025F)),
         faded(stage.palette.accent[0]));
}

void paint_boat(Stage& stage, float horizon) {
    Random random = stage.random("boat");
    const Luminary light = luminary(stage, horizon);
    const float side = light.at.x > 0.5F * stage.w() ? 0.3F : 0.68F;
    const float size = 0.25F * random.between(0.85F, 1.2F) * min(stage.reach(), 1.25F);
    const Vec2 at{stage.w() * (side + random.between(-0.06F, 0.06F)),
                  mix(horizon, stage.h(), random.between(0.3F, 0.42F))};
    const Palette& p = stage.palette;
    const Tone hull = mix(p.ink, p.near, 0.3F);
    const Tone sail = p.night ? mix(p.light, p.sky[2], 0.35F) : mix(p.paper, p.sky[3], 0.15F);
    paint_sails(stage, at + Vec2{0, 0.035F * size}, size, -0.62F, 0.22F, hull, sail);
    paint_sails(stage, at, size, 1, 1, hull, sail);
    for (int i = 0; i < 5; ++i) {
        const float half = size * random.between(0.2F, 0.55F);
        const Vec2 left = at + Vec2{-half + size * random.between(-0.1F, 0.2F),
                                    size * (0.02F + 0.05F * static_cast<float>(i))};
        fill(stage.surface, Path::leaf(left, left + Vec2{2 * half, 0}, size * 0.02F),
             with_alpha(p.paper, 0.4F - 0.06F * static_cast<float>(i)));
    }
}

void paint_lighthouse(Stage& stage, float horizon) {
    const Palette& p = stage.palette;
    const float side = luminary(stage, horizon).at.x > 0.5F * stage.w() ? 0.2F : 0.8F;
    const float foot = horizon + 0.03F;
    const Vec2 at{stage.w() * side, foot};
    const float tall = 0.42F * min(stage.reach(), 1.2F);
    const Tone rock = mix(p.near, p.ink, 0.3F);
    fill(stage.surface,
         Path::blob({at + Vec2{-0.26F, 0.05F}, at + Vec2{-0.12F, -0.03F}, at + Vec2{0.02F, -0.055F},
                     at + Vec2{0.14F, -0.02F}, at + Vec2{0.27F, 0.05F}, at + Vec2{0, 0.085F}}),
         rock);
    const Vec2 lamp = at + Vec2{0, -tall};
    glow(stage.surface, lamp, 0.3F, with_alpha(p.accent[p.night ? 0 : 1], p.night ? 0.7F : 0.25F));
    const Mask tower(stage.surface,
                     Path::polygon({at + Vec2{-0.042F, -0.03F}, lamp + Vec2{-0.026F, 0.03F},
                                    lamp + Vec2{0.026F, 0.03F}, at + Vec2{0.042F, -0.03F}}));
    fill(stage.surface, tower,
         Brush::linear(at - Vec2{0.04F, 0}, at + Vec2{0.04F, 0},
                       {{0, p.paper}, {1, mix(p.paper, p.sky[1], 0.5F)}}));
    for (int i = 0; i < 3; ++i) {
        const float y = at.y - 0.07F - tall * 0.29F * static_cast<float>(i);
        fill_within(stage.surface, tower,
                    Path::rectangle({at.x - 0.1F, y - tall * 0.14F}, 0.2F, tall * 0.14F),
                    mix(p.accent[0], p.night ? p.ink : p.accent[0], 0.3F));
    }
    fill(stage.surface, Path::rectangle(lamp + Vec2{-0.022F, -0.02F}, 0.044F, 0.05F), p.accent[1]);
    fill(stage.surface, Path::rectangle(lamp + Vec2{-0.036F, 0.026F}, 0.072F, 0.012F), p.ink);
    fill(stage.surface,
         Path::polygon(
             {lamp + Vec2{-0.032F, -0.018F}, lamp + Vec2{0, -0.06F}, lamp + Vec2{0.032F, -0.018F}}),
         p.ink);
}

void paint_beach(Stage& stage) {
    const std::uint64_t key = stage.noise_key("beach");
    const float lean = stage.random("beach").sign() * 0.1F;
    const auto edge = [&](float x) {
        return stage.h() * 0.86F + lean * (x / stage.w() - 0.5F) +
               0.022F * noise(x * 1.6F, 0.3F, key) + 0.008F * noise(x * 6, 2.3F, key);
    };
    const Palette& p = stage.palette;
    const Tone sand = mix(tone_lch(p.night ? 0.4F : 0.86F, 0.05F, 80), p.sky[3], 0.35F);
    const auto band = [&](float offset, Tone tone) {
        const Skyline line(stage.surface, [&](float x) { return edge(x) + offset; });
        fill_below(stage.surface, line, stage.h(), tone);
    };
    band(-0.022F, with_alpha(p.paper, 0.35F));
    band(-0.008F, with_alpha(p.paper, 0.8F));
    band(0.004F, mix(sand, p.near, 0.25F));
    const Skyline dry(stage.surface, [&](float x) { return edge(x) + 0.03F; });
    fill_below(stage.surface, dry, stage.h(),
               Brush::vertical(dry.highest(), stage.h(), sand, mix(sand, p.near, 0.22F)));
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    const float horizon = horizon_of(stage);
    Random random = stage.random("sea");
    add_sky(layers, stage, horizon);
    const bool islands =
        stage.has({"island", "岛", "岛屿", "coast", "海岸", "bay"}) || random.chance(0.5F);
    const bool lighthouse = stage.has({"lighthouse", "灯塔"});
    const bool beach = stage.has({"beach", "shore", "seaside", "海滩", "沙滩", "海边", "coast"}) ||
                       random.chance(0.15F);
    if (islands)
        layers.push_back({Depth::backdrop, [horizon](Stage& s) { paint_islands(s, horizon); }});
    layers.push_back({Depth::backdrop, [horizon](Stage& s) { paint_water(s, horizon); }});
    layers.push_back({Depth::backdrop, [horizon](Stage& s) { paint_glitter(s, horizon); }});
    layers.push_back({Depth::backdrop, [horizon](Stage& s) { paint_waves(s, horizon); }});
    if (lighthouse)
        layers.push_back({Depth::subject, [horizon](Stage& s) { paint_lighthouse(s, horizon); }});
    else
        layers.push_back({Depth::subject, [horizon](Stage& s) { paint_boat(s, horizon); }});
    if (beach) layers.push_back({Depth::subject, paint_beach});
    return layers;
}

}  // namespace

extern const Scene sea_scene;
constinit const Scene sea_scene{"sea", Rank::place, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
