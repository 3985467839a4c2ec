#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "fish",    "goldfish",  "koi",     "underwater", "aquarium", "coral", "reef", "whale", "shark",
    "dolphin", "jellyfish", "seaweed", "turtle",     "octopus",  "鱼",    "金鱼", "锦鲤",  "水下",
    "海底",    "水族馆",    "珊瑚",    "鲸",         "鲸鱼",     "鲨鱼",  "海豚", "水母",  "海龟"};
constexpr std::string_view palettes_by_chance[] = {"mint", "teal_night", "day", "night", "mint"};

Tone water(const Stage& stage, float depth) {
    const Palette& p = stage.palette;
    const Tone top = mix(p.sky[2], tone_lch(p.night ? 0.5F : 0.82F, 0.085F, 205), 0.6F);
    const Tone deep = mix(p.sky[0], tone_lch(p.night ? 0.16F : 0.34F, 0.085F, 235), 0.65F);
    return mix(top, deep, depth);
}

void paint_depths(Stage& stage) {
    wash_all(
        stage.surface,
        Brush::linear({0, 0}, {0, stage.h()},
                      {{0, water(stage, 0)}, {0.45F, water(stage, 0.55F)}, {1, water(stage, 1)}}));
    Random random = stage.random("rays");
    for (int i = 0; i < static_cast<int>(6.0F + min(3.0F * stage.w(), 60)); ++i) {
        const float x = random.between(-0.1F, stage.w() + 0.2F);
        const float width = random.between(0.02F, 0.09F);
        const float reach = stage.h() * random.between(0.5F, 0.9F);
        fill(stage.surface,
             Path::polygon({{x, -0.01F},
                            {x + width, -0.01F},
                            {x + 2.4F * width - 0.22F, reach},
                            {x - width - 0.22F, reach}}),
             Brush::vertical(0, reach, with_alpha(stage.palette.paper, 0.14F),
                             with_alpha(stage.palette.paper, 0)));
    }
}

void paint_bed(Stage& stage, float depth) {
    const std::uint64_t key = stage.noise_key("bed") + static_cast<std::uint64_t>(depth * 10);
    const float base = stage.h() * mix(0.82F, 0.94F, depth);
    const Skyline line(stage.surface, [&](float x) {
        return base - 0.05F * cloud_noise(x * 1.8F, depth, 3, key);
    });
    const Tone tone = mix(water(stage, 1), stage.palette.ink, mix(0.05F, 0.5F, depth));
    fill_below(stage.surface, line, stage.h(), tone);
    Random random(key);
    const int count = static_cast<int>(min(mix(16, 11, depth) * stage.w(), 300));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(0, stage.w());
        const float tall = mix(0.1F, 0.24F, depth) * random.between(0.4F, 1.1F);
        const float sway = random.between(0.02F, 0.05F);
        const Vec2 foot{x, line.at(x) + 0.02F};
        if (random.chance(0.65F)) {
            fill(stage.surface,
                 stroke({foot, foot + Vec2{sway, -0.33F * tall}, foot + Vec2{-sway, -0.66F * tall},
                         foot + Vec2{0.6F * sway, -tall}},
                        0.016F, 0.004F),
                 mix(tone, tone_lch(0.5F, 0.1F, 165), 0.35F));
            continue;
        }
        const Tone coral = mix(tone, random.pick(stage.palette.accent), mix(0.2F, 0.55F, depth));
        for (const float lean : {-0.5F, -0.2F, 0.15F, 0.45F})
            fill(stage.surface,
                 stroke({foot, foot + Vec2{0.3F * lean * tall, -0.3F * tall},
                         foot + Vec2{lean * tall, -0.65F * tall}},
                        0.02F, 0.012F),
                 coral);
    }
}

/// A fish that swims to the right (`facing` 1) or left (-1), `size` long.
void paint_fish(Stage& stage, Vec2 at, float size, float facing, Tone body, Tone fin) {
    const auto placed = [&](const Path& path) {
        return path.scaled(size * facing, size).moved(at);
    };
    const auto paint = [&](const Path& path, const Brush& brush) {
        fill(stage.surface, placed(path), brush);
    };
    paint(Path::blob({{-0.3F, 0},
                      {-0.42F, -0.1F},
                      {-0.6F, -0.19F},
                      {-0.53F, -0.03F},
                      {-0.53F, 0.03F},
                      {-0.6F, 0.19F},
                      {-0.42F, 0.1F}}),
          fin);
    paint(Path::blob(
              {{0.12F, -0.17F}, {-0.02F, -0.3F}, {-0.2F, -0.27F}, {-0.24F, -0.1F}, {0.0F, -0.1F}}),
          fin);
    paint(Path::blob({{0.02F, 0.15F}, {-0.1F, 0.26F}, {-0.2F, 0.22F}, {-0.16F, 0.1F}}), fin);
    Path shape;
    shape.move({0.42F, 0.01F})
        .cubic({0.3F, -0.21F}, {-0.05F, -0.27F}, {-0.36F, -0.03F})
        .line({-0.36F, 0.03F})
        .cubic({-0.05F, 0.25F}, {0.3F, 0.2F}, {0.42F, 0.01F});
    const Mask limits(stage.surface, placed(shape));
    paint(shape, Brush::vertical(at.y - 0.2F * size, at.y + 0.2F * size, lighter(body, 0.05F),
                                 darker(body, 0.06F)));
    const auto inside = [&](const Path& path, const Brush& brush) {
        fill_within(stage.surface, limits, placed(path), brush);
    };
    inside(Path::ellipse({0.05F, 0.2F}, 0.34F, 0.13F), with_alpha(lighter(body, 0.2F), 0.5F));
    const Tone stripe = mix(stage.palette.paper, body, 0.1F);
    for (const float x : {0.16F, -0.1F})
        inside(stroke({{x, -0.3F}, {x + 0.035F, 0}, {x, 0.3F}}, 0.07F, 0.06F),
               with_alpha(stripe, 0.9F));
    if (size < 0.12F) return;
    paint(Path::leaf({0.08F, 0.04F}, {-0.1F, 0.12F}, 0.09F, 0.6F), darker(fin, 0.03F));
    paint(Path::ellipse({0.29F, -0.035F}, 0.036F, 0.036F), tone_lch(0.98F, 0, 0));
    paint(Path::ellipse({0.298F, -0.035F}, 0.022F, 0.022F), tone_lch(0.16F, 0.01F, 260));
    paint(stroke({{0.41F, 0.03F}, {0.375F, 0.045F}, {0.35F, 0.04F}}, 0.008F, 0.004F),
          with_alpha(tone_lch(0.2F, 0.03F, 30), 0.6F));
}

void paint_school(Stage& stage) {
    Random random = stage.random("school");
    const int count = static_cast<int>(min(7.0F + 6.0F * stage.w(), 90));
    const float facing = random.sign();
    const Tone tone = mix(water(stage, 0.35F), stage.palette.accent[1], 0.5F);
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), stage.h() * random.between(0.12F, 0.6F)};
        paint_fish(stage, at, random.between(0.045F, 0.08F), facing, with_alpha(tone, 0.75F),
                   with_alpha(darker(tone, 0.08F), 0.75F));
    }
}

void paint_whale(Stage& stage) {
    const float size = 0.8F * min(stage.reach(), 1.2F);
    const Vec2 at{0.5F * stage.w(), 0.47F * stage.h()};
    const auto placed = [&](const Path& path) { return path.scaled(size).moved(at); };
    const Tone body = stage.subject_tone(tone_lch(0.42F, 0.08F, 250));
    fill(stage.surface,
         placed(Path::blob({{-0.42F, -0.06F},
                            {-0.56F, -0.24F},
                            {-0.7F, -0.27F},
                            {-0.58F, -0.15F},
                            {-0.56F, -0.1F},
                            {-0.64F, 0.0F},
                            {-0.52F, -0.03F}})),
         darker(body, 0.03F));
    const Path shape = Path::blob({{0.5F, -0.02F},
                                   {0.42F, -0.17F},
                                   {0.2F, -0.24F},
                                   {-0.1F, -0.2F},
                                   {-0.36F, -0.1F},
                                   {-0.52F, -0.09F},
                                   {-0.42F, 0.0F},
                                   {-0.2F, 0.12F},
                                   {0.1F, 0.19F},
                                   {0.36F, 0.16F}});
    const Mask limits(stage.surface, placed(shape));
    fill(stage.surface, placed(shape),
         Brush::vertical(at.y - 0.25F * size, at.y + 0.2F * size, lighter(body, 0.06F),
                         darker(body, 0.05F)));
    const Tone belly = mix(stage.palette.paper, body, 0.2F);
    fill_within(stage.surface, limits,
                placed(Path::blob({{0.6F, 0.03F},
                                   {0.3F, 0.06F},
                                   {0.05F, 0.12F},
                                   {-0.15F, 0.2F},
                                   {0.2F, 0.4F},
                                   {0.6F, 0.3F}})),
                belly);
    for (int i = 0; i < 5; ++i) {
        const float y = 0.085F + 0.026F * static_cast<float>(i);
        fill_within(stage.surface, limits,
                    placed(stroke({{0.5F, y - 0.015F}, {0.25F, y + 0.01F}, {0.0F, y + 0.05F}},
                                  0.005F, 0.003F)),
                    with_alpha(body, 0.5F));
    }
    fill(stage.surface, placed(Path::leaf({0.14F, 0.1F}, {-0.06F, 0.33F}, 0.12F, 0.55F, -0.1F)),
         darker(body, 0.06F));
    fill(stage.surface, placed(Path::ellipse({0.33F, 0.015F}, 0.016F, 0.016F)),
         tone_lch(0.13F, 0.01F, 260));
    fill(stage.surface, placed(Path::ellipse({0.335F, 0.01F}, 0.005F, 0.005F)),
         tone_lch(0.98F, 0, 0));
}

void paint_hero(Stage& stage) {
    if (stage.has({"whale", "dolphin", "shark", "鲸", "鲸鱼", "海豚", "鲨鱼"}))
        return paint_whale(stage);
    Random random = stage.random("hero");
    const Tone oranges[] = {tone_lch(0.70F, 0.18F, 45), tone_lch(0.80F, 0.155F, 82),
                            tone_lch(0.65F, 0.2F, 28)};
    const Tone body = stage.subject_tone(random.pick(oranges));
    const float size = 0.52F * min(stage.reach(), 1.2F);
    const float facing = random.sign();
    paint_fish(stage, {0.5F * stage.w() + 0.08F * facing, 0.46F * stage.h()}, size, facing, body,
               darker(body, 0.08F));
    const Tone friend_tone = turned(body, 25);
    paint_fish(stage, {0.5F * stage.w() - 0.3F * facing, 0.66F * stage.h()}, 0.42F * size, facing,
               friend_tone, darker(friend_tone, 0.08F));
}

void paint_bubbles(Stage& stage) {
    Random random = stage.random("bubbles");
    const int count = static_cast<int>(min(40 * stage.w() * stage.h(), 400));
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), random.between(0, stage.h())};
        const float size = random.unit();
        const float r = 0.003F + 0.014F * size * size;
        disc(stage.surface, at, r, with_alpha(stage.palette.paper, 0.16F));
        disc(stage.surface, at - Vec2{0.35F * r, 0.35F * r}, 0.28F * r,
             with_alpha(stage.palette.paper, 0.55F));
    }
}

std::vector<Layer> compose(const Stage&) {
    return {{Depth::backdrop, paint_depths},
            {Depth::backdrop, [](Stage& s) { paint_bed(s, 0); }},
            {Depth::backdrop, paint_school},
            {Depth::subject, paint_hero},
            {Depth::backdrop, [](Stage& s) { paint_bed(s, 1); }},
            {Depth::subject, paint_bubbles}};
}

}  // namespace

extern const Scene fish_scene;
constinit const Scene fish_scene{"fish", Rank::figure, false, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
