#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "city",     "town",    "skyline",    "street",    "downtown",     "urban",    "skyscraper",
    "building", "tower",   "metropolis", "cityscape", "tokyo",        "shanghai", "paris",
    "london",   "beijing", "hongkong",   "manhattan", "architecture", "bridge",   "office",
    "alley",    "road",    "城市",       "都市",      "城",           "街",       "街道",
    "街头",     "高楼",    "摩天楼",     "大楼",      "上海",         "北京",     "东京",
    "香港",     "天际线",  "建筑",       "马路"};
constexpr std::string_view palettes_by_chance[] = {
    "dusk", "night", "neon", "sunset", "teal_night", "dawn", "golden", "vintage", "mint"};

/// One street front: where it stands, how high it grows and how it is lit.
struct Front {
    float depth;   ///< 0 far .. 1 near
    float ground;  ///< y, units
    float height;  ///< of a usual house, units
    float width;   ///< of a usual house, units
    bool windows;
};

Path roof(Vec2 top_left, float width, bool slender, Random& random) {
    const float middle = top_left.x + 0.5F * width;
    // Spires and domes belong on towers; a squat house wears a plain roof.
    constexpr int squat[] = {0, 1, 4, 5, 5};
    const int kind = random.below(7);
    switch (slender ? kind : squat[kind % 5]) {
        case 0: {  // steps
            Path out = Path::rectangle(top_left - Vec2{-0.18F * width, 0.14F * width},
                                       0.64F * width, 0.15F * width);
            return out.add(Path::rectangle(top_left - Vec2{-0.34F * width, 0.26F * width},
                                           0.32F * width, 0.14F * width));
        }
        case 1:  // slant
            return Path::polygon({top_left + Vec2{0, 0.001F}, top_left - Vec2{-width, 0.3F * width},
                                  top_left + Vec2{width, 0.001F}});
        case 2: {  // spire
            Path out = Path::rectangle({middle - 0.006F * width, top_left.y - 0.9F * width},
                                       max(0.02F * width, 0.0015F), 0.9F * width);
            return out.add(Path::polygon({top_left + Vec2{0.2F * width, 0.001F},
                                          {middle, top_left.y - 0.5F * width},
                                          top_left + Vec2{0.8F * width, 0.001F}}));
        }
        case 3:  // dome
            return Path::ellipse({middle, top_left.y}, 0.42F * width, 0.3F * width);
        case 4: {  // tank and mast
            Path out = Path::rectangle(top_left - Vec2{-0.15F * width, 0.1F * width}, 0.25F * width,
                                       0.11F * width);
            return out.add(Path::rectangle(top_left - Vec2{-0.7F * width, 0.4F * width},
                                           max(0.015F * width, 0.0012F), 0.41F * width));
        }
        default:
            return Path::rectangle(top_left - Vec2{-0.06F * width, 0.03F * width}, 0.88F * width,
                                   0.035F * width);
    }
}

void light_windows(Stage& stage, Vec2 top_left, float width, float height, const Front& front,
                   Random& random) {
    const Palette& p = stage.palette;
    const bool dark = p.night || p.name == "dusk" || p.name == "sunset" || p.name == "ember";
    const Tone warm = mix(p.accent[0], p.paper, 0.15F);
    const Tone other = p.name == "neon" ? p.accent[random.below(2) == 0 ? 0 : 1] : p.accent[1];
    const float pitch = mix(0.013F, 0.024F, front.depth) * random.between(0.85F, 1.2F);
    const int columns = static_cast<int>((width - 0.5F * pitch) / pitch);
    const int rows = static_cast<int>((height - pitch) / (pitch * 1.45F));
    // Windows that no pixel could show are not worth their time.
    if (columns < 1 || pitch * stage.surface.scale() < 1) return;
    const float margin = 0.5F * (width - static_cast<float>(columns) * pitch);
    const float pane = pitch * random.between(0.42F, 0.68F);
    const float share = dark ? random.between(0.25F, 0.6F) : 0.85F;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            if (!random.chance(share)) continue;
            const float mood = random.unit();
            const Tone tone =
                dark ? with_alpha(mood < 0.82F ? warm : other, mix(0.45F, 0.95F, random.unit()))
                     : with_alpha(mood < 0.5F ? p.sky[2] : p.ink, 0.28F);
            const Vec2 at =
                top_left + Vec2{margin + (static_cast<float>(column) + 0.5F) * pitch - 0.5F * pane,
                                pitch * (0.75F + 1.45F * static_cast<float>(row))};
            fill(stage.surface, Path::rectangle(at, pane, pane * 1.35F), tone);
        }
}

void paint_house(Stage& stage, Vec2 top_left, float width, const Front& front, Random& random) {
    const Tone base =
        mix(stage.palette.land(front.depth), stage.palette.accent[2], 0.12F * random.unit());
    const Tone body = lighter(base, random.between(-0.02F, 0.025F));
    const Tone haze = mix(body, stage.palette.sky[3], 0.4F * (1.0F - 0.8F * front.depth));
    const float height = front.ground - top_left.y;
    const Brush brush = Brush::vertical(top_left.y, front.ground, body, haze);
    fill(stage.surface, roof(top_left, width, height > 2.0F * width, random), brush);
    fill(stage.surface, Path::rectangle(top_left, width, height + 0.002F), brush);
    // The wall away from the light.
    wash(stage.surface, top_left + Vec2{0.68F * width, 0}, {top_left.x + width, front.ground},
         with_alpha(stage.palette.ink, 0.14F));
    if (front.windows) light_windows(stage, top_left, width, height, front, random);
}

void paint_front(Stage& stage, const Front& front) {
    Random random(stage.noise_key("front") + static_cast<std::uint64_t>(front.depth * 100));
    const std::uint64_t key = stage.noise_key("district");
    float x = -front.width * random.unit();
    while (x < stage.w()) {
        const float width = front.width * random.between(0.55F, 1.25F);
        // Towers gather downtown: one slow hump of heights across the picture.
        const float hump = 0.75F + 0.75F * noise(x * 1.1F + 3.0F * front.depth, front.depth, key);
        const bool tower = random.chance(0.14F);
        const float height =
            front.height * max(0.3F, hump) * random.between(0.6F, 1.2F) * (tower ? 1.5F : 1.0F);
        paint_house(stage, {x, front.ground - height}, tower ? width * 0.7F : width, front, random);
        x += (tower ? width * 0.7F : width) +
             front.width * (random.chance(0.25F) ? random.between(0.05F, 0.3F) : 0.0F);
    }
}

void paint_quay(Stage& stage, float ground) {
    const Tone tone = mix(stage.palette.near, stage.palette.ink, 0.55F);
    wash(stage.surface, {0, ground - 0.004F}, {stage.w(), ground + 0.012F}, tone);
}

void paint_city_glow(Stage& stage, float ground) {
    const Palette& p = stage.palette;
    wash(stage.surface, {0, ground - 0.5F * stage.reach()}, {stage.w(), ground},
         Brush::vertical(ground - 0.5F * stage.reach(), ground, with_alpha(p.glow, 0),
                         with_alpha(p.glow, p.night ? 0.4F : 0.25F)),
         Blend::atop);
}

/// A wet street in perspective with its lane marks and lamps, instead of the river.
void paint_street(Stage& stage, float ground) {
    const Palette& p = stage.palette;
    const Vec2 far{0.5F * stage.w(), ground - 0.01F};
    const float bottom = stage.h();
    const Tone asphalt = mix(p.near, p.ink, 0.4F);
    wash(stage.surface, {0, ground}, {stage.w(), bottom},
         Brush::vertical(ground, bottom, mix(asphalt, p.sky[3], 0.25F), asphalt));
    fill(
        stage.surface,
        Path::polygon(
            {far, {0.5F * stage.w() + 0.62F, bottom}, {0.5F * stage.w() - 0.62F, bottom}}),
        Brush::vertical(ground, bottom, mix(asphalt, p.glow, 0.4F), mix(asphalt, p.sky[1], 0.18F)));
    for (int i = 0; i < 6; ++i) {
        const float a = 0.06F + 0.16F * static_cast<float>(i);
        const float from = a * a;
        const float to = (a + 0.08F) * (a + 0.08F);
        const auto point = [&](float t, float side) {
            return Vec2{far.x + side * 0.012F * t, mix(far.y, bottom, t)};
        };
        fill(stage.surface,
             Path::polygon({point(from, -1), point(from, 1), point(to, 1), point(to, -1)}),
             with_alpha(p.paper, 0.6F));
    }
    for (int i = 1; i <= 4; ++i)
        for (const float side : {-1.0F, 1.0F}) {
            const float t = static_cast<float>(i * i) / 17.0F;
            const Vec2 foot{far.x + side * (0.03F + 0.72F * t), mix(far.y, bottom, t)};
            const float tall = 0.05F + 0.5F * t;
            const Vec2 lamp = foot + Vec2{-side * 0.12F * tall, -tall};
            fill(stage.surface,
                 stroke({foot, foot + Vec2{0, -0.85F * tall}, lamp}, 0.022F * tall, 0.012F * tall),
                 p.ink);
            glow(stage.surface, lamp, 0.35F * tall, with_alpha(p.accent[0], p.night ? 0.8F : 0.4F));
            disc(stage.surface, lamp, 0.025F * tall, mix(p.accent[0], p.paper, 0.5F));
        }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    Random random = stage.random("city");
    const bool street = stage.has({"street", "road", "alley", "街", "街道", "街头", "马路"});
    const float ground = stage.h() * (street ? 0.72F : random.between(0.74F, 0.8F));
    const float tall = min(stage.reach(), 1.4F);
    add_sky(layers, stage, ground);
    const Front fronts[] = {{0.0F, ground, 0.36F * tall, 0.075F, false},
                            {0.35F, ground, 0.27F * tall, 0.095F, true},
                            {0.8F, ground, 0.17F * tall, 0.125F, true}};
    for (const Front& front : fronts) {
        layers.push_back({Depth::subject, [front](Stage& s) { paint_front(s, front); }});
        if (front.depth < 0.5F)
            layers.push_back({Depth::backdrop, [ground](Stage& s) { paint_city_glow(s, ground); }});
    }
    if (street) {
        layers.push_back({Depth::backdrop, [ground](Stage& s) { paint_street(s, ground); }});
        return layers;
    }
    layers.push_back({Depth::subject, [ground](Stage& s) {
                          paint_reflection(s, ground, mix(s.palette.sky[0], s.palette.ink, 0.3F),
                                           0.22F);
                      }});
    layers.push_back({Depth::subject, [ground](Stage& s) { paint_quay(s, ground); }});
    return layers;
}

}  // namespace

extern const Scene city_scene;
constinit const Scene city_scene{"city", Rank::place, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
