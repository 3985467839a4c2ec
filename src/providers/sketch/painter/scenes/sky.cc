#include "providers/sketch/painter/parts/sky.h"

#include <algorithm>

#include "providers/sketch/painter/parts/clouds.h"
#include "providers/sketch/painter/parts/land.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {"sky",  "heaven", "cloudscape", "air", "天空",
                                      "蓝天", "天",     "天际",       "苍穹"};
constexpr std::string_view palettes_by_chance[] = {"day",  "mint",   "day",  "day",
                                                   "dawn", "golden", "dusk", "sunset"};

struct Puff {
    Vec2 at;
    float radius;
};

/// Heaps upon a flat foot: wide ones below, a tower or two above.
std::vector<Puff> pile(Vec2 base, float width, Random& random) {
    std::vector<Puff> puffs;
    const float summit = random.between(0.35F, 0.65F);
    const int feet = 7 + random.below(3);
    for (int i = 0; i < feet; ++i) {
        const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(feet);
        const float arch = clamp01(1.0F - absolute(t - summit) / max(summit, 1.0F - summit));
        const float radius = width * (0.05F + 0.085F * arch) * random.between(0.85F, 1.15F);
        const float x = base.x + (t - 0.5F) * width;
        puffs.push_back({{x, base.y - 0.55F * radius}, radius});
        const int storeys = static_cast<int>(arch * arch * 3.4F + random.unit() * 0.8F);
        for (int storey = 1; storey <= storeys; ++storey) {
            const float drift = random.between(-0.05F, 0.05F) * width;
            const float lift = width * 0.095F * static_cast<float>(storey);
            const float size = radius * random.between(0.72F, 1.0F);
            puffs.push_back({{x + drift, base.y - 0.6F * radius - lift}, size});
        }
    }
    std::ranges::sort(puffs, {}, [](const Puff& puff) { return puff.at.y; });
    return puffs;
}

/// Lit from the side of the sun, blue-grey below.
void paint_cumulus(Stage& stage, Vec2 base, float width, float depth, Random& random) {
    const Palette& p = stage.palette;
    const std::vector<Puff> puffs = pile(base, width, random);
    Path shape = Path::rectangle({base.x - 0.54F * width, base.y - 0.05F * width}, 1.08F * width,
                                 0.05F * width, 0.025F * width);
    for (const Puff& puff : puffs)
        shape.add(Path::ellipse(puff.at, puff.radius, puff.radius));
    // Whatever bulges below the foot stays hidden: clouds of one layer end at one height.
    Mask limits(stage.surface, shape);
    limits.cut_to(Mask(stage.surface, Path::rectangle({base.x - width, base.y - 2 * width},
                                                      2 * width, 2 * width)));
    const Tone crown = mix(p.night ? mix(p.sky[3], p.light, 0.25F) : mix(p.paper, p.light, 0.4F),
                           p.sky[2], 0.45F * depth);
    const Tone shade = mix(mix(p.sky[1], p.sky[2], 0.5F), crown, p.night ? 0.2F : 0.42F);
    fill(stage.surface, limits, Brush::vertical(base.y - 0.45F * width, base.y, crown, shade));
    const Luminary sun = luminary(stage, stage.h());
    const float side = sun.at.x < base.x ? -0.32F : 0.32F;
    for (const Puff& puff : puffs) {
        const Vec2 lit = puff.at + Vec2{side * puff.radius, -0.42F * puff.radius};
        const float low = clamp01((base.y - puff.at.y) / (0.4F * width));
        fill_within(stage.surface, limits, Path::ellipse(puff.at, puff.radius, puff.radius),
                    Brush::radial(lit, 1.5F * puff.radius,
                                  {{0, crown},
                                   {0.5F, with_alpha(crown, mix(0.35F, 0.8F, low))},
                                   {1, with_alpha(mix(crown, shade, 0.7F), 0.25F)}}));
    }
}

/// Small and flat far off, near the horizon; large and high close by.
void paint_cumuli(Stage& stage, float horizon, int count) {
    Random random = stage.random("cumuli");
    const int across =
        static_cast<int>(clamp(static_cast<float>(count) * max(stage.w(), 1.0F), 1, 24));
    for (int i = 0; i < across; ++i) {
        const float near = (static_cast<float>(i) + 0.5F) / static_cast<float>(across);
        const float slot = static_cast<float>((i * 5 + 2) % across) + random.unit();
        const Vec2 base{stage.w() * slot / static_cast<float>(across),
                        horizon * mix(0.92F, 0.42F, near) + random.between(-0.03F, 0.03F)};
        const float width = mix(0.2F, 0.72F, near * near) * random.between(0.85F, 1.15F);
        paint_cumulus(stage, base, width, 1.0F - near, random);
    }
}

void paint_land(Stage& stage, float depth, float base) {
    const Range range{depth,  base * stage.h(),
                      0.035F, 1.3F,
                      false,  stage.noise_key("land") + static_cast<std::uint64_t>(depth * 10)};
    const Skyline line = skyline_of(stage, range);
    paint_range(stage, line, range, stage.h() + 0.1F);
    plant_firs(stage, line, range, mix(0.02F, 0.06F, depth), 16);
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    const float horizon = 0.9F * stage.h();
    const auto back = [&layers](std::function<void(Stage&)> paint) {
        layers.push_back({Depth::backdrop, std::move(paint)});
    };
    back([horizon](Stage& s) { paint_gradient_sky(s, horizon); });
    if (stage.palette.night || stage.reading.signs.stars)
        back([horizon](Stage& s) { paint_stars(s, horizon, 700); });
    const Luminary light = luminary(stage, stage.h());
    if (light.shown) back([light](Stage& s) { paint_luminary(s, light); });
    const bool clouds = stage.reading.signs.clouds || stage.has({"cloudscape"});
    Random random = stage.random("sky");
    const int heaps = clouds                 ? 5 + random.below(3)
                      : stage.palette.night  ? 0
                      : stage.has({"clear"}) ? 2
                                             : 2 + random.below(3);
    back([horizon](Stage& s) { paint_clouds(s, 0.75F * horizon); });
    if (heaps > 0)
        layers.push_back(
            {Depth::subject, [horizon, heaps](Stage& s) { paint_cumuli(s, horizon, heaps); }});
    layers.push_back({Depth::subject, [](Stage& s) { paint_land(s, 0.35F, 0.91F); }});
    layers.push_back({Depth::subject, [](Stage& s) { paint_land(s, 0.85F, 0.97F); }});
    return layers;
}

}  // namespace

extern const Scene sky_scene;
constinit const Scene sky_scene{"sky", Rank::sky, true, words, palettes_by_chance, compose};

}  // namespace easel::providers::sketch
