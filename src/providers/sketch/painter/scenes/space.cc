#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "space",     "planet", "galaxy", "cosmos",   "universe", "nebula", "saturn",    "mars",
    "jupiter",   "earth",  "orbit",  "asteroid", "cosmic",   "comet",  "astronaut", "rocket",
    "spaceship", "alien",  "太空",   "宇宙",     "星球",     "行星",   "银河",      "星系",
    "星云",      "地球",   "火星",   "土星",     "木星",     "宇航员", "火箭",      "飞船"};
constexpr std::string_view palettes_by_chance[] = {"night", "teal_night", "neon", "dusk", "ember"};

void paint_void(Stage& stage) {
    const Palette& p = stage.palette;
    const Tone deep = with_alpha(tone(0.1F, p.sky[0].a * 0.5F, p.sky[0].b * 0.5F), 1);
    const Tone rim = mix(deep, tone(0.22F, p.sky[1].a, p.sky[1].b), 0.8F);
    wash_all(stage.surface,
             Brush::linear({0, 0}, {stage.w(), stage.h()}, {{0, rim}, {0.5F, deep}, {1, rim}}));
}

void paint_nebula(Stage& stage, int which) {
    const std::uint64_t key = stage.noise_key(which == 0 ? "nebula" : "veil");
    Random random(key);
    const float tilt = random.between(-0.6F, 0.6F);
    const float middle = random.between(0.35F, 0.65F) * stage.h();
    const Field field(
        stage.w(), stage.h(), 110.0F / max(1.0F, 0.4F * stage.w() * stage.h()),
        [&](float x, float y) {
            const float wx = x + 0.35F * noise(x * 1.6F, y * 1.6F, key + 40);
            const float wy = y + 0.35F * noise(x * 1.6F + 9, y * 1.6F, key + 41);
            const float band =
                1.0F - clamp01(absolute(y - middle - tilt * (x - 0.5F * stage.w())) / 0.55F);
            return band *
                   clamp(0.34F + 0.95F * cloud_noise(wx * 1.9F, wy * 1.9F, 5, key), 0, 0.86F);
        });
    const Tone tones[] = {stage.palette.glow, stage.palette.accent[2], stage.palette.sky[2],
                          stage.palette.accent[0]};
    const Tone a = random.pick(tones);
    const Tone b = random.pick(tones);
    mist(
        stage.surface, {0, 0}, {stage.w(), stage.h()},
        Brush::linear(
            {0, 0}, {stage.w(), stage.h()},
            {{0, mix(a, stage.palette.sky[2], 0.3F)}, {1, mix(b, stage.palette.sky[2], 0.3F)}}),
        [&, strength = stage.has({"galaxy", "nebula", "银河", "星云", "星系"}) ? 1.35F : 0.85F](
            float x, float y) {
            const float d = field.at(x, y);
            return strength * d * d;
        },
        Blend::screen);
}

struct Globe {
    Vec2 at;
    float radius;
    Tone body;
    Tone band;
    bool ringed;
    float tilt;
    std::uint64_t key;
};

Globe main_globe(const Stage& stage) {
    Random random = stage.random("globe");
    Globe globe{};
    globe.radius = random.between(0.2F, 0.3F);
    globe.at = {stage.w() * random.between(0.38F, 0.62F), stage.h() * random.between(0.42F, 0.58F)};
    globe.ringed = stage.has({"saturn", "土星"}) ||
                   (!stage.has({"earth", "mars", "地球", "火星"}) && random.chance(0.6F));
    globe.tilt = random.between(-0.06F, 0.06F);
    const Tone bodies[] = {tone_lch(0.70F, 0.12F, 55), tone_lch(0.66F, 0.10F, 225),
                           tone_lch(0.72F, 0.09F, 180), tone_lch(0.64F, 0.13F, 330),
                           tone_lch(0.76F, 0.09F, 85)};
    globe.body = random.pick(bodies);
    if (stage.has({"earth", "地球"})) globe.body = tone_lch(0.58F, 0.13F, 245);
    if (stage.has({"mars", "火星"})) globe.body = tone_lch(0.58F, 0.13F, 40);
    globe.body = stage.subject_tone(mix(globe.body, stage.palette.glow, 0.2F));
    globe.band = turned(darker(globe.body, 0.13F), random.between(-50, 50));
    if (stage.has({"earth", "地球"})) globe.band = tone_lch(0.6F, 0.11F, 140);
    globe.key = random.next();
    return globe;
}

void paint_ring(Stage& stage, const Globe& globe, bool front) {
    for (int i = 0; i < 4; ++i) {
        const float outer = globe.radius * (2.05F - 0.2F * static_cast<float>(i));
        const float inner = outer - globe.radius * (i == 1 ? 0.06F : 0.16F);
        constexpr int steps = 160;
        Path half;
        const float from = front ? 0.0F : 0.5F;
        for (int s = 0; s <= steps; ++s) {
            const Vec2 d = direction(from + 0.5F * static_cast<float>(s) / steps);
            const Vec2 p{d.x * outer, d.y * outer * 0.26F};
            if (s == 0)
                half.move(p);
            else
                half.line(p);
        }
        for (int s = steps; s >= 0; --s) {
            const Vec2 d = direction(from + 0.5F * static_cast<float>(s) / steps);
            half.line({d.x * inner, d.y * inner * 0.26F});
        }
        const Tone tone =
            mix(lighter(globe.body, 0.12F), globe.band, 0.25F * static_cast<float>(i));
        fill(stage.surface, half.turned(globe.tilt).moved(globe.at),
             with_alpha(tone, 0.85F - 0.12F * static_cast<float>(i)));
    }
}

void paint_globe(Stage& stage, const Globe& globe) {
    glow(stage.surface, globe.at, globe.radius * 2.0F, with_alpha(lighter(globe.body, 0.1F), 0.45F),
         Blend::screen);
    if (globe.ringed) paint_ring(stage, globe, false);
    const Mask ball(stage.surface, Path::ellipse(globe.at, globe.radius, globe.radius));
    const Vec2 light = globe.at - Vec2{0.5F, 0.55F} * globe.radius;
    fill(stage.surface, ball, globe.body);
    Random random(globe.key);
    const Vec2 axis = direction(globe.tilt);
    const Vec2 down{-axis.y, axis.x};
    for (int i = 0; i < 9; ++i) {
        const Vec2 middle =
            globe.at + down * (globe.radius * (-0.95F + 0.24F * (static_cast<float>(i) +
                                                                 random.between(-0.2F, 0.2F))));
        const float thick = globe.radius * random.between(0.04F, 0.17F);
        std::vector<Nib> line;
        for (int s = -20; s <= 20; ++s) {
            const float t = static_cast<float>(s) / 20.0F;
            const float wave =
                0.05F * globe.radius * noise(t * 2.2F, static_cast<float>(i), globe.key);
            line.push_back(
                {middle + axis * (t * globe.radius * 1.05F) + down * wave,
                 thick * (1.0F + 0.6F * noise(t * 3, 50.0F + static_cast<float>(i), globe.key))});
        }
        fill_within(stage.surface, ball, stroke(line),
                    with_alpha(i % 2 == 0 ? globe.band : lighter(globe.body, 0.1F),
                               random.between(0.35F, 0.75F)));
    }
    const Tone shade = tone_lch(0.08F, 0.03F, 275);
    fill(stage.surface, ball,
         Brush::radial(light, globe.radius * 1.85F,
                       {{0, with_alpha(stage.palette.paper, 0.28F)},
                        {0.3F, with_alpha(stage.palette.paper, 0.04F)},
                        {0.5F, with_alpha(shade, 0.12F)},
                        {0.8F, with_alpha(shade, 0.66F)},
                        {1, with_alpha(shade, 0.88F)}}));
    if (globe.ringed) paint_ring(stage, globe, true);
}

void paint_moons(Stage& stage) {
    Random random = stage.random("moons");
    const Globe main = main_globe(stage);
    const int count = 1 + random.below(3);
    for (int i = 0; i < count; ++i) {
        Globe moon{};
        const Vec2 d = direction(random.unit());
        const float distance = random.between(1.7F, 2.3F);
        moon.at =
            main.at + Vec2{d.x * main.radius * distance, d.y * main.radius * distance * 0.75F};
        moon.radius = main.radius * random.between(0.08F, 0.2F);
        moon.body = mix(stage.palette.paper, stage.palette.sky[2], random.between(0.2F, 0.6F));
        moon.band = darker(moon.body, 0.12F);
        moon.key = random.next();
        paint_globe(stage, moon);
    }
}

/// Stars strewn along two arms that wind out of a bright heart, seen aslant.
void paint_galaxy(Stage& stage) {
    Random random = stage.random("galaxy");
    const Palette& p = stage.palette;
    const Vec2 middle{0.5F * stage.w(), 0.48F * stage.h()};
    const Vec2 axis = direction(random.between(-0.09F, 0.09F));
    const float size = random.between(0.46F, 0.54F);
    const float wind = random.between(0.85F, 1.15F);
    const Tone heart = mix(p.paper, tone_lch(0.86F, 0.09F, 75), 0.6F);
    const Tone rim = mix(tone_lch(0.62F, 0.15F, 265), p.glow, 0.4F);
    const auto place = [&](float t, float arm, Vec2 stray) {
        const Vec2 d = direction(0.5F * arm + wind * square_root(t)) * (t * size) + stray;
        return middle +
               Vec2{d.x * axis.x - 0.46F * d.y * axis.y, d.x * axis.y + 0.46F * d.y * axis.x};
    };
    glow(stage.surface, middle, 0.62F * size, with_alpha(heart, 0.5F));
    for (int i = 0; i < 90; ++i) {
        const float t = (static_cast<float>(i) + 0.5F) / 90.0F;
        const Vec2 at = place(t, static_cast<float>(i % 2), random.step(0, 0.05F));
        glow(stage.surface, at, mix(0.11F, 0.17F, t),
             with_alpha(mix(heart, rim, min(1.0F, 1.6F * t)), 0.3F * (1.0F - 0.6F * t)));
    }
    for (int i = 0; i < 2600; ++i) {
        const float t = random.unit();
        const Vec2 stray = random.step(0, mix(0.035F, 0.075F, t));
        const float bright = random.unit();
        disc(stage.surface, place(t, static_cast<float>(i % 2), stray),
             0.0007F + 0.0016F * bright * bright * bright,
             with_alpha(mix(mix(heart, rim, t), p.paper, 0.5F * bright), mix(0.9F, 0.4F, t)));
    }
    glow(stage.surface, middle, 0.2F * size, with_alpha(heart, 0.9F));
}

void paint_comet(Stage& stage) {
    Random random = stage.random("comet");
    const Vec2 head{stage.w() * random.between(0.1F, 0.3F),
                    stage.h() * random.between(0.1F, 0.25F)};
    const Vec2 tail = head + Vec2{0.22F, -0.09F};
    fill(stage.surface, stroke({head, (head + tail) * 0.5F, tail}, 0.006F, 0.0005F),
         Brush::linear(head, tail,
                       {{0, with_alpha(stage.palette.paper, 0.9F)},
                        {1, with_alpha(stage.palette.paper, 0)}}));
    glow(stage.surface, head, 0.04F, with_alpha(stage.palette.paper, 0.7F));
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    layers.push_back({Depth::backdrop, paint_void});
    layers.push_back({Depth::backdrop, [](Stage& s) { paint_nebula(s, 0); }});
    layers.push_back({Depth::backdrop, [](Stage& s) { paint_nebula(s, 1); }});
    layers.push_back({Depth::backdrop, [](Stage& s) { paint_stars(s, s.h() * 3.0F, 2400); }});
    if (stage.has({"comet"}) || stage.random("extra").chance(0.4F))
        layers.push_back({Depth::backdrop, paint_comet});
    const bool galaxy =
        stage.has({"galaxy", "nebula", "银河", "星云", "星系", "universe", "cosmos"}) &&
        !stage.has({"planet", "星球", "行星"});
    if (galaxy) {
        layers.push_back({Depth::subject, paint_galaxy});
        return layers;
    }
    layers.push_back({Depth::subject, [](Stage& s) { paint_globe(s, main_globe(s)); }});
    layers.push_back({Depth::subject, paint_moons});
    return layers;
}

}  // namespace

extern const Scene space_scene;
constinit const Scene space_scene{"space", Rank::place, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
