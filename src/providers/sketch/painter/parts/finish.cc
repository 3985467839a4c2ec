#include "providers/sketch/painter/parts/finish.h"

#include "providers/sketch/painter/noise.h"

namespace easel::providers::sketch {
namespace {

void paint_vignette(Stage& stage) {
    const Vec2 middle{0.5F * stage.w(), 0.48F * stage.h()};
    const float radius = square_root(dot(middle, middle)) * 1.05F;
    const Tone shade = stage.palette.ink;
    wash_all(stage.surface, Brush::radial(middle, radius,
                                          {{0, with_alpha(shade, 0)},
                                           {0.55F, with_alpha(shade, 0)},
                                           {0.8F, with_alpha(shade, 0.05F)},
                                           {1, with_alpha(shade, 0.17F)}}));
}

/// Blotches, not specks: they read as paper and cost the compressor nothing.
void paint_paper(Stage& stage) {
    const std::uint64_t key = stage.noise_key("paper");
    const Field field(stage.w(), stage.h(), 160.0F / max(1.0F, 0.3F * stage.w() * stage.h()),
                      [&](float x, float y) { return cloud_noise(x * 26, y * 26, 2, key); });
    mist(stage.surface, {0, 0}, {stage.w(), stage.h()}, stage.palette.ink,
         [&](float x, float y) { return 0.03F * smoothstep(-0.1F, 0.7F, field.at(x, y)); });
}

}  // namespace

std::vector<Layer> finishing_layers(const Stage& stage) {
    std::vector<Layer> layers;
    if (stage.palette.name == "vintage" || stage.palette.name == "ink")
        layers.push_back({Depth::backdrop, paint_paper});
    layers.push_back({Depth::backdrop, paint_vignette});
    return layers;
}

}  // namespace easel::providers::sketch
