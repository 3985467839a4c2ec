#include "providers/sketch/painter/parts/clouds.h"

#include "providers/sketch/painter/noise.h"

namespace easel::providers::sketch {
namespace {

void paint_bands(Stage& stage, float horizon, float amount) {
    const std::uint64_t key = stage.noise_key("bands");
    const float reach = min(horizon, 2.0F);
    const Field field(stage.w(), horizon, 90.0F / max(1.0F, 0.25F * stage.w() * horizon),
                      [&](float x, float y) {
                          const float bend = 0.12F * noise(x * 1.3F, y * 1.3F, key + 77);
                          return cloud_noise(x * 1.1F, (y + bend) * 4.6F / reach, 4, key);
                      });
    const Palette& p = stage.palette;
    const Tone high = mix(p.sky[1], p.night ? p.sky[3] : p.paper, 0.75F);
    const Tone low = mix(p.sky[3], p.night ? p.glow : p.light, p.night ? 0.2F : 0.6F);
    const float from = 0.12F - 0.3F * amount;
    mist(stage.surface, {0, 0}, {stage.w(), horizon}, Brush::vertical(0, horizon, high, low),
         [&](float x, float y) {
             const float fade =
                 smoothstep(0, 0.12F, y / horizon) * smoothstep(1.0F, 0.8F, y / horizon);
             return fade * smoothstep(from, from + 0.5F, field.at(x, y)) * (0.35F + 0.4F * amount);
         });
}

Path heap(Vec2 base, float width, Random& random) {
    Path out;
    const int puffs = 5 + random.below(3);
    for (int i = 0; i < puffs; ++i) {
        const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(puffs);
        const float arch = 1.0F - (2.0F * t - 1.0F) * (2.0F * t - 1.0F);
        const float r = width * (0.055F + 0.12F * arch) * random.between(0.8F, 1.2F);
        out.add(Path::ellipse({base.x + (t - 0.5F) * width, base.y - r * 0.9F}, r, r));
    }
    const float bar = width * 0.075F;
    out.add(
        Path::rectangle({base.x - 0.56F * width, base.y - bar}, width * 1.12F, bar, bar * 0.5F));
    return out;
}

void paint_heaps(Stage& stage, float horizon, float amount) {
    Random random = stage.random("heaps");
    const Palette& p = stage.palette;
    const int count =
        static_cast<int>(min((3.0F + 4.0F * amount) * max(1.0F, stage.w() * 0.8F), 60));
    for (int i = 0; i < count; ++i) {
        const float depth = (static_cast<float>(i) + random.unit()) / static_cast<float>(count);
        const float width = mix(0.34F, 0.12F, depth) * random.between(0.8F, 1.25F);
        const Vec2 base{random.between(-0.05F, stage.w() + 0.05F),
                        horizon * mix(0.16F, 0.82F, depth)};
        const Tone crown = mix(p.night ? p.sky[3] : p.paper, p.sky[2], p.night ? 0.4F : 0.1F);
        const Tone foot = mix(p.sky[3], p.glow, 0.25F);
        const float solid = mix(0.85F, 0.5F, depth);
        const Path shape = heap(base, width, random);
        fill(stage.surface, shape,
             Brush::vertical(base.y - 0.3F * width, base.y, with_alpha(crown, solid),
                             with_alpha(foot, solid * 0.35F)));
    }
}

}  // namespace

void paint_clouds(Stage& stage, float horizon) {
    Random random = stage.random("clouds");
    const Signs& signs = stage.reading.signs;
    const bool heavy = signs.rain || signs.snow;
    const float amount = heavy ? 0.9F : signs.clouds ? 0.7F : random.between(0.2F, 0.5F);
    const std::string_view name = stage.palette.name;
    const bool fair = name == "day" || name == "mint" || name == "pastel" || name == "vintage";
    if (fair && !heavy && random.chance(0.65F))
        paint_heaps(stage, horizon, amount);
    else
        paint_bands(stage, horizon, amount);
}

}  // namespace easel::providers::sketch
