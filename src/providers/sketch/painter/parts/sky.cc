#include "providers/sketch/painter/parts/sky.h"

#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/clouds.h"

namespace easel::providers::sketch {
namespace {

Tone sky_light(const Stage& stage) {
    return stage.palette.night ? stage.palette.light : stage.palette.paper;
}

/// A disc less another disc: two arcs between the horns.
Path crescent(Vec2 centre, float radius) {
    constexpr int steps = 48;
    Path out;
    for (int i = 0; i <= steps; ++i) {
        const Vec2 p = direction(-0.25F + 0.5F * static_cast<float>(i) / steps);
        const Vec2 at = centre + p * radius;
        if (i == 0)
            out.move(at);
        else
            out.line(at);
    }
    for (int i = 0; i <= steps; ++i) {
        const Vec2 p = direction(0.25F - 0.5F * static_cast<float>(i) / steps);
        out.line(centre + Vec2{p.x * radius * 0.55F, p.y * radius});
    }
    return out.moved(centre * -1.0F).turned(0.06F).moved(centre);
}

void paint_moon(Stage& stage, const Luminary& light) {
    const Tone face = stage.palette.light;
    if (stage.random("moon").chance(0.35F)) {
        fill(stage.surface, crescent(light.at - Vec2{0.25F * light.radius, 0}, light.radius), face);
        return;
    }
    disc(stage.surface, light.at, light.radius, face);
    Random random = stage.random("craters");
    const Mask limits(stage.surface, Path::ellipse(light.at, light.radius, light.radius));
    for (int i = 0; i < 7; ++i) {
        const Vec2 at = light.at + random.step(0.1F, 0.85F) * light.radius;
        const float r = light.radius * random.between(0.08F, 0.26F);
        fill_within(stage.surface, limits, Path::ellipse(at, r, r * 0.9F),
                    with_alpha(mix(face, stage.palette.sky[2], 0.35F), 0.28F));
    }
}

void paint_birds(Stage& stage, float horizon) {
    Random random = stage.random("flock");
    const int count = 4 + random.below(6);
    const Vec2 middle{stage.w() * random.between(0.25F, 0.75F),
                      horizon * random.between(0.3F, 0.55F)};
    const Tone tone = with_alpha(
        stage.palette.night ? stage.palette.far : mix(stage.palette.near, stage.palette.far, 0.2F),
        0.85F);
    for (int i = 0; i < count; ++i) {
        const Vec2 at = middle + Vec2{random.between(-0.2F, 0.2F), random.between(-0.07F, 0.07F)};
        const float span = random.between(0.010F, 0.022F);
        const float lift = span * random.between(0.25F, 0.6F);
        fill(stage.surface, Path::leaf(at, at + Vec2{-span, -lift}, span * 0.22F, 0.4F, 0.25F),
             tone);
        fill(stage.surface,
             Path::leaf(at, at + Vec2{span, -lift * 0.8F}, span * 0.22F, 0.4F, -0.25F), tone);
    }
}

}  // namespace

Luminary luminary(const Stage& stage, float horizon) {
    Random random = stage.random("luminary");
    const Signs& signs = stage.reading.signs;
    Luminary out;
    out.moon = signs.moon || (stage.palette.night && !signs.sun);
    // Off the middle, where thirds meet, and never out of a very tall sky.
    const float side =
        random.chance(0.5F) ? random.between(0.22F, 0.4F) : random.between(0.6F, 0.78F);
    const bool low = stage.palette.name == "sunset" || stage.palette.name == "golden" ||
                     stage.palette.name == "ember" || stage.palette.name == "dawn";
    const float height =
        low && !out.moon ? random.between(0.62F, 0.8F) : random.between(0.28F, 0.5F);
    out.at = {stage.w() * side, horizon * height};
    out.radius = out.moon ? random.between(0.045F, 0.075F) : random.between(0.055F, 0.1F);
    const bool wanted = signs.sun || signs.moon;
    const bool dull = signs.rain || signs.snow || stage.palette.name == "overcast";
    out.shown = wanted || (!dull && random.chance(0.85F));
    return out;
}

void paint_gradient_sky(Stage& stage, float horizon) {
    const auto& sky = stage.palette.sky;
    wash_all(stage.surface,
             Brush::linear({0, 0}, {0, max(horizon, 0.1F)},
                           {{0, sky[0]}, {0.36F, sky[1]}, {0.72F, sky[2]}, {1, sky[3]}}));
}

void paint_luminary(Stage& stage, const Luminary& light) {
    const Tone halo = stage.palette.glow;
    glow(stage.surface, light.at, light.radius * 9.0F, with_alpha(halo, light.moon ? 0.32F : 0.5F));
    glow(stage.surface, light.at, light.radius * 3.0F, with_alpha(halo, 0.35F));
    if (light.moon)
        paint_moon(stage, light);
    else
        disc(stage.surface, light.at, light.radius, stage.palette.light);
}

void paint_stars(Stage& stage, float horizon, float density) {
    Random random = stage.random("stars");
    const float area = stage.w() * min(horizon, stage.h());
    const int count = static_cast<int>(min(density * area, 3000.0F));
    for (int i = 0; i < count; ++i) {
        const float depth = random.unit();
        const Vec2 at{random.between(0, stage.w()), depth * horizon};
        const float size = random.unit();
        const float bright = (1.0F - 0.8F * depth) * random.between(0.35F, 1.0F);
        const Tone tone =
            with_alpha(mix(sky_light(stage), stage.palette.glow, random.unit() * 0.5F), bright);
        disc(stage.surface, at, 0.0008F + 0.0016F * size * size * size, tone);
        if (size > 0.985F) glow(stage.surface, at, 0.018F, with_alpha(tone, 0.5F * bright));
    }
}

void add_sky(std::vector<Layer>& layers, const Stage& stage, float horizon) {
    const Signs& signs = stage.reading.signs;
    const auto back = [&layers](std::function<void(Stage&)> paint) {
        layers.push_back({Depth::backdrop, std::move(paint)});
    };
    back([horizon](Stage& s) { paint_gradient_sky(s, horizon); });
    if (signs.stars || (stage.palette.night && !signs.rain))
        back([horizon](Stage& s) { paint_stars(s, horizon, 420); });
    const Luminary light = luminary(stage, horizon);
    if (light.shown) back([light](Stage& s) { paint_luminary(s, light); });
    Random random = stage.random("sky extras");
    if (signs.clouds || signs.rain || random.chance(stage.palette.night ? 0.35F : 0.75F))
        back([horizon](Stage& s) { paint_clouds(s, horizon); });
    if (signs.birds || (!stage.palette.night && !signs.rain && !signs.snow && random.chance(0.4F)))
        back([horizon](Stage& s) { paint_birds(s, horizon); });
}

}  // namespace easel::providers::sketch
