#include "providers/sketch/painter/parts/backdrop.h"
#include "providers/sketch/painter/parts/flowers.h"
#include "providers/sketch/painter/parts/model.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "bird",    "robin",  "sparrow", "parrot",     "owl",    "eagle", "crow", "raven", "hummingbird",
    "swallow", "dove",   "pigeon",  "kingfisher", "magpie", "鸟",    "小鸟", "鸟儿",  "麻雀",
    "鹦鹉",    "猫头鹰", "鹰",      "乌鸦",       "燕子",   "鸽子",  "喜鹊", "翠鸟"};
constexpr std::string_view palettes_by_chance[] = {"mint", "dawn",   "pastel", "vintage",
                                                   "day",  "golden", "autumn"};

struct Plumage {
    Tone back;
    Tone breast;
    Tone wing;
    Tone beak;
};

Plumage plumage_of(const Stage& stage) {
    Random random = stage.random("plumage");
    const Tone backs[] = {tone_lch(0.56F, 0.12F, 240), tone_lch(0.5F, 0.06F, 60),
                          tone_lch(0.6F, 0.13F, 150), tone_lch(0.62F, 0.15F, 30),
                          tone_lch(0.74F, 0.14F, 85)};
    const Tone breasts[] = {tone_lch(0.72F, 0.15F, 50), tone_lch(0.93F, 0.03F, 85),
                            tone_lch(0.85F, 0.12F, 88), tone_lch(0.68F, 0.16F, 30)};
    Plumage out;
    out.back = random.pick(backs);
    out.breast = random.pick(breasts);
    if (stage.has({"crow", "raven", "乌鸦"})) out.back = out.breast = tone_lch(0.26F, 0.02F, 270);
    if (stage.has({"parrot", "鹦鹉"}))
        out = {tone_lch(0.62F, 0.18F, 140), tone_lch(0.62F, 0.2F, 30), {}, {}};
    if (stage.has({"dove", "pigeon", "鸽子"}))
        out = {tone_lch(0.93F, 0.01F, 250), tone_lch(0.97F, 0.005F, 250), {}, {}};
    if (stage.has({"owl", "猫头鹰", "eagle", "鹰"}))
        out = {tone_lch(0.5F, 0.06F, 58), tone_lch(0.87F, 0.05F, 78), {}, {}};
    out.back = stage.subject_tone(out.back);
    out.wing = mix(darker(out.back, 0.1F), stage.palette.accent[2], 0.2F);
    out.beak = tone_lch(0.74F, 0.14F, 70);
    return out;
}

/// (0, 0) is where the bird sits.
Model perch_of(Stage& stage) {
    const float size = min(stage.reach(), 1.3F) * 0.95F;
    return {stage, {0.5F * stage.w(), 0.5F * stage.h() + 0.2F * size}, size};
}

void paint_branch(Stage& stage) {
    Model perch = perch_of(stage);
    Random random = stage.random("branch");
    const Tone wood = mix(tone_lch(0.4F, 0.05F, 50), stage.palette.near, 0.45F);
    const float reach = 0.5F * stage.w() / perch.size() + 0.05F;
    const float tilt = random.between(-0.05F, 0.05F);
    perch.paint(stroke({{-reach, 0.05F + tilt},
                        {-0.3F, 0.0F},
                        {0, 0.018F},
                        {0.3F, -0.005F},
                        {reach, -0.07F - tilt}},
                       0.05F, 0.018F),
                perch.down(-0.05F, 0.07F, lighter(wood, 0.05F), darker(wood, 0.06F)));
    for (const float x : {-0.36F, -0.2F, 0.26F, 0.4F}) {
        const float side = random.sign();
        const float length = random.between(0.12F, 0.2F);
        const Vec2 from{x, 0.005F};
        const Vec2 to{x + random.between(0.02F, 0.1F), side * length};
        perch.paint(stroke({from, Vec2{mix(from.x, to.x, 0.6F), mix(from.y, to.y, 0.4F)}, to},
                           0.014F, 0.005F),
                    wood);
        for (int i = 0; i < 3; ++i) {
            const Vec2 tip = to + random.step(0.07F, 0.1F);
            const Tone leaf = mix(tone_lch(stage.palette.night ? 0.35F : 0.62F, 0.1F, 145),
                                  stage.palette.accent[0], random.between(0, 0.35F));
            perch.paint(Path::leaf(to, tip, 0.036F), leaf);
        }
        const Vec2 at = perch.at(to.x, to.y);
        Random petals(random.next());
        if (side < 0)
            paint_bloom(stage, Bloom::poppy, at, 0.035F,
                        mix(stage.palette.paper, tone_lch(0.8F, 0.11F, 355), 0.7F), petals);
    }
}

void paint_wing(Model& perch, const Plumage& p) {
    const Path wing = Path::blob({{0.03F, -0.27F},
                                  {0.085F, -0.2F},
                                  {0.05F, -0.12F},
                                  {-0.07F, -0.085F},
                                  {-0.25F, -0.055F},
                                  {-0.14F, -0.17F}});
    const Mask feathers = perch.mask(wing);
    perch.paint(wing, perch.down(-0.28F, -0.05F, lighter(p.wing, 0.03F), darker(p.wing, 0.05F)));
    for (int i = 0; i < 4; ++i) {
        const float t = static_cast<float>(i) * 0.035F;
        perch.paint_in(
            feathers,
            stroke(
                {{0.06F - t, -0.14F + 0.3F * t}, {-0.06F - t, -0.12F + 0.3F * t}, {-0.2F, -0.06F}},
                0.009F, 0.004F),
            with_alpha(lighter(p.breast, 0.05F), 0.55F));
    }
}

void paint_songbird(Stage& stage) {
    Model perch = perch_of(stage);
    const Plumage p = plumage_of(stage);
    for (int i = 0; i < 3; ++i)
        perch.paint(Path::leaf({-0.13F, -0.12F},
                               {-0.38F + 0.025F * static_cast<float>(i),
                                0.03F + 0.03F * static_cast<float>(i)},
                               0.055F, 0.7F),
                    darker(p.wing, 0.03F * static_cast<float>(i)));
    const Tone leg = mix(p.beak, tone_lch(0.3F, 0.03F, 50), 0.5F);
    for (const float x : {0.0F, 0.055F}) {
        perch.paint(stroke({{x - 0.01F, -0.05F}, {x + 0.005F, -0.01F}, {x, 0.01F}}, 0.011F, 0.009F),
                    leg);
        perch.paint(stroke({{x - 0.02F, 0.012F}, {x, 0.002F}, {x + 0.03F, 0.012F}}, 0.01F, 0.008F),
                    leg);
    }
    const Path body = Path::blob({{0.1F, -0.45F},
                                  {0.2F, -0.38F},
                                  {0.2F, -0.24F},
                                  {0.16F, -0.11F},
                                  {0.04F, -0.04F},
                                  {-0.1F, -0.07F},
                                  {-0.19F, -0.13F},
                                  {-0.13F, -0.23F},
                                  {-0.03F, -0.33F},
                                  {0.01F, -0.42F}});
    const Mask limits = perch.mask(body);
    perch.paint(body, perch.down(-0.45F, -0.04F, lighter(p.back, 0.04F), darker(p.back, 0.03F)));
    perch.paint_in(limits,
                   Path::blob({{0.16F, -0.37F},
                               {0.27F, -0.3F},
                               {0.24F, -0.08F},
                               {0.05F, 0.02F},
                               {-0.1F, -0.03F},
                               {0.02F, -0.12F},
                               {0.09F, -0.24F}}),
                   perch.down(-0.38F, -0.03F, p.breast, mix(p.breast, stage.palette.paper, 0.45F)));
    paint_wing(perch, p);
    perch.paint(Path::polygon({{0.19F, -0.395F}, {0.275F, -0.362F}, {0.195F, -0.345F}}),
                perch.down(-0.4F, -0.34F, lighter(p.beak, 0.04F), darker(p.beak, 0.1F)));
    perch.paint(Path::ellipse({0.13F, -0.385F}, 0.021F, 0.021F), tone_lch(0.18F, 0.01F, 40));
    perch.paint(Path::ellipse({0.137F, -0.392F}, 0.007F, 0.007F), tone_lch(0.99F, 0, 0));
}

void paint_owl(Stage& stage) {
    Model perch = perch_of(stage);
    const Plumage p = plumage_of(stage);
    const Path body = Path::blob({{0, -0.56F},
                                  {0.14F, -0.54F},
                                  {0.19F, -0.4F},
                                  {0.2F, -0.2F},
                                  {0.12F, -0.02F},
                                  {0, 0.0F},
                                  {-0.12F, -0.02F},
                                  {-0.2F, -0.2F},
                                  {-0.19F, -0.4F},
                                  {-0.14F, -0.54F}});
    for (const float side : {-1.0F, 1.0F})
        perch.paint(
            Path::polygon({{side * 0.06F, -0.54F}, {side * 0.16F, -0.64F}, {side * 0.18F, -0.46F}}),
            darker(p.back, 0.03F));
    const Mask limits = perch.mask(body);
    perch.paint(body, perch.down(-0.56F, 0, lighter(p.back, 0.03F), darker(p.back, 0.05F)));
    perch.paint_in(limits, Path::ellipse({0, -0.16F}, 0.125F, 0.19F), p.breast);
    for (int row = 0; row < 4; ++row)
        for (int i = -2; i <= 2; ++i) {
            const float x = 0.05F * (static_cast<float>(i) + (row % 2 == 0 ? 0.0F : 0.5F));
            const float y = -0.26F + 0.06F * static_cast<float>(row);
            if (absolute(x) < 0.11F)
                perch.paint_in(limits, Path::leaf({x, y}, {x, y + 0.035F}, 0.02F),
                               with_alpha(p.back, 0.75F));
        }
    for (const float side : {-1.0F, 1.0F}) {
        perch.paint_in(limits,
                       Path::blob({{side * 0.13F, -0.34F},
                                   {side * 0.24F, -0.3F},
                                   {side * 0.22F, -0.1F},
                                   {side * 0.11F, -0.02F},
                                   {side * 0.14F, -0.18F}}),
                       p.wing);
        perch.paint(Path::ellipse({side * 0.075F, -0.425F}, 0.086F, 0.086F), p.breast);
        perch.paint(Path::ellipse({side * 0.075F, -0.425F}, 0.052F, 0.052F),
                    tone_lch(0.83F, 0.15F, 85));
        perch.paint(Path::ellipse({side * 0.075F, -0.425F}, 0.032F, 0.032F),
                    tone_lch(0.15F, 0.01F, 40));
        perch.paint(Path::ellipse({side * 0.075F + 0.012F, -0.437F}, 0.011F, 0.011F),
                    tone_lch(0.99F, 0, 0));
        for (const float toe : {-0.025F, 0.0F, 0.025F})
            perch.paint(Path::ellipse({side * 0.06F + toe, 0.006F}, 0.011F, 0.02F), p.beak);
    }
    perch.paint(Path::polygon({{-0.022F, -0.395F}, {0.022F, -0.395F}, {0, -0.335F}}), p.beak);
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    if (stage.reading.setting != nullptr || stage.palette.night)
        add_backdrop(layers, stage);
    else
        layers.push_back({Depth::backdrop,
                          [](Stage& s) { paint_studio(s, {0.5F * s.w(), 0.46F * s.h()}, 0.36F); }});
    layers.push_back({Depth::subject, paint_branch});
    layers.push_back({Depth::subject, stage.has({"owl", "猫头鹰"}) ? paint_owl : paint_songbird});
    return layers;
}

}  // namespace

extern const Scene bird_scene;
constinit const Scene bird_scene{"bird", Rank::figure, false, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
