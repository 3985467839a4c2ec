#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {"abstract", "flow", "swirl", "fluid", "generative", "wavy",
                                      "抽象",     "流动", "流场",  "漩涡",  "流体"};
// Things without a shape, which may well be about something that has one.
constexpr std::string_view weak_words[] = {
    "wind",  "silk", "smoke", "music", "energy", "dream", "marble", "aurora", "texture", "emotion",
    "chaos", "风",   "丝绸",  "烟",    "音乐",   "能量",  "梦",     "极光",   "纹理",    "大理石"};
constexpr std::string_view palettes_by_chance[] = {
    "dusk", "sunset", "teal_night", "vintage", "pastel", "golden", "neon", "mint", "ember", "ink"};

bool on_dark(const Stage& stage) {
    return stage.palette.night ||
           (stage.palette.sky[0].l < 0.5F && stage.random("ground").chance(0.75F));
}

Tone ground(const Stage& stage) {
    const Palette& p = stage.palette;
    return on_dark(stage) ? mix(p.ink, p.sky[0], 0.6F) : mix(p.paper, p.sky[3], 0.45F);
}

void paint_ground(Stage& stage) {
    const Tone base = ground(stage);
    wash_all(stage.surface, Brush::linear({0, 0}, {stage.w(), stage.h()},
                                          {{0, lighter(base, 0.03F)}, {1, darker(base, 0.04F)}}));
}

/// Follows the field both ways from a point.
std::vector<Nib> follow(Vec2 start, float length, float width, const Field& field) {
    constexpr int steps = 34;
    const float step = length / steps;
    std::vector<Nib> line;
    Vec2 at = start;
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / steps;
        line.push_back({at, width * 2.0F * square_root(max(t * (1.0F - t), 0.002F))});
        at = at + direction(field.at(at.x, at.y)) * step;
    }
    return line;
}

/// A colour by place, so that neighbours agree and the picture has areas.
Tone ribbon_tone(const Stage& stage, Vec2 at, Random& random, std::uint64_t key) {
    const Palette& p = stage.palette;
    const bool dark = on_dark(stage);
    const Tone ramp[] = {dark ? p.sky[1] : p.near,
                         p.sky[dark ? 2 : 1],
                         p.accent[2],
                         p.accent[0],
                         p.glow,
                         p.accent[1],
                         dark ? p.paper : p.far};
    constexpr int last = 6;
    const float area = 0.5F + 0.62F * noise(at.x * 0.8F, at.y * 0.8F, key);
    const float place = clamp(area * last + random.between(-1.1F, 1.1F), 0, last - 0.001F);
    const int index = static_cast<int>(place);
    return lighter(mix(ramp[index], ramp[index + 1], place - static_cast<float>(index)),
                   random.between(-0.04F, 0.04F));
}

void paint_ribbons(Stage& stage, int pass) {
    const std::uint64_t key = stage.noise_key("field");
    Random random(key + 100 + static_cast<std::uint64_t>(pass));
    Random form = stage.random("form");
    const float zoom = form.between(0.55F, 1.1F);
    const float bias = form.unit();
    const float swing = form.between(0.35F, 0.75F);
    const Field field(
        stage.w(), stage.h(), 40.0F / max(1.0F, 0.3F * stage.w() * stage.h()),
        [&](float x, float y) { return bias + swing * cloud_noise(x * zoom, y * zoom, 2, key); });
    const float broad = form.between(0.011F, 0.02F);
    const float width = broad * (pass == 0 ? 1.7F : pass == 1 ? 0.9F : 0.4F);
    const int count = static_cast<int>(min((pass == 0   ? 330.0F
                                            : pass == 1 ? 420.0F
                                                        : 380.0F) *
                                               stage.w() * stage.h(),
                                           2400));
    const std::uint64_t colours = stage.noise_key("areas");
    for (int i = 0; i < count; ++i) {
        const Vec2 start{random.between(-0.15F, stage.w() + 0.15F),
                         random.between(-0.15F, stage.h() + 0.15F)};
        const float length = random.between(0.2F, 0.55F);
        const float thick = width * random.between(0.4F, 1.3F);
        const Tone tone = ribbon_tone(stage, start, random, colours);
        const std::vector<Nib> line = follow(start, length, thick, field);
        fill(stage.surface, stroke(line), with_alpha(tone, pass == 0 ? 0.8F : 0.92F));
    }
}

void paint_beads(Stage& stage) {
    Random random = stage.random("beads");
    const int count = static_cast<int>(min(18 * stage.w() * stage.h(), 200));
    for (int i = 0; i < count; ++i) {
        const Vec2 at{random.between(0, stage.w()), random.between(0, stage.h())};
        const float size = random.unit();
        disc(stage.surface, at, 0.003F + 0.016F * size * size * size,
             with_alpha(random.pick(stage.palette.accent), 0.95F));
    }
}

std::vector<Layer> compose(const Stage&) {
    return {{Depth::backdrop, paint_ground},
            {Depth::subject, [](Stage& s) { paint_ribbons(s, 0); }},
            {Depth::subject, [](Stage& s) { paint_ribbons(s, 1); }},
            {Depth::subject, [](Stage& s) { paint_ribbons(s, 2); }},
            {Depth::subject, paint_beads}};
}

}  // namespace

extern const Scene flow_scene;
constinit const Scene flow_scene{"flow",  Rank::landmark, true, words, palettes_by_chance,
                                 compose, weak_words};

}  // namespace easel::providers::sketch
