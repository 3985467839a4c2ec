#include "providers/sketch/painter/parts/weather.h"

#include "providers/sketch/painter/noise.h"

namespace easel::providers::sketch {
namespace {

int drops(const Stage& stage, float per_square) {
    return static_cast<int>(min(per_square * stage.w() * stage.h(), 6000));
}

void paint_rain(Stage& stage) {
    Random random = stage.random("rain");
    const float slant = random.step(0.08F, 0.22F).x;
    wash_all(stage.surface, with_alpha(stage.palette.sky[1], 0.12F));
    const int count = drops(stage, 420);
    for (int i = 0; i < count; ++i) {
        const float near = random.unit();
        const Vec2 at{random.between(-0.1F, stage.w() + 0.1F), random.between(-0.1F, stage.h())};
        const float length = mix(0.025F, 0.085F, near * near);
        const float width = mix(0.0008F, 0.0019F, near);
        const Nib line[] = {{at, width * 0.3F}, {at + Vec2{slant * length, length}, width}};
        fill(stage.surface, stroke(line), with_alpha(stage.palette.paper, mix(0.12F, 0.38F, near)));
    }
}

void paint_snow(Stage& stage) {
    Random random = stage.random("snow");
    const Tone flake = mix(stage.palette.paper, tone(1, 0, 0), 0.6F);
    const int count = drops(stage, 420);
    for (int i = 0; i < count; ++i) {
        const float near = random.unit() * random.unit();
        const Vec2 at{random.between(0, stage.w()), random.between(0, stage.h())};
        const float radius = mix(0.0012F, 0.0085F, near * near * 1.1F);
        disc(stage.surface, at, radius, with_alpha(flake, mix(0.75F, 0.55F, near)), radius * 0.8F);
    }
}

void paint_mist(Stage& stage) {
    const std::uint64_t key = stage.noise_key("mist");
    const float h = stage.h();
    const Field field(stage.w(), h, 40.0F / max(1.0F, 0.25F * stage.w() * h),
                      [&](float x, float y) { return cloud_noise(x * 0.9F, y * 3.2F, 3, key); });
    const Tone tone = mix(stage.palette.sky[3], stage.palette.paper, 0.2F);
    mist(stage.surface, {0, 0.3F * h}, {stage.w(), h}, tone, [&](float x, float y) {
        const float t = y / h;
        const float belt = smoothstep(0.3F, 0.62F, t) * smoothstep(1.05F, 0.75F, t);
        return belt * clamp01(0.42F + 0.7F * field.at(x, y)) * 0.75F;
    });
}

}  // namespace

std::vector<Layer> weather_layers(const Stage& stage) {
    std::vector<Layer> layers;
    const Signs& signs = stage.reading.signs;
    if (signs.mist) layers.push_back({Depth::backdrop, paint_mist});
    if (signs.rain) layers.push_back({Depth::backdrop, paint_rain});
    if (signs.snow) layers.push_back({Depth::backdrop, paint_snow});
    return layers;
}

}  // namespace easel::providers::sketch
