#include "providers/sketch/painter/parts/backdrop.h"

#include <utility>

#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/plants.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

void paint_veil(Stage& stage) {
    const Palette& p = stage.palette;
    wash_all(stage.surface, Brush::vertical(0, stage.h(), with_alpha(p.sky[2], 0.18F),
                                            with_alpha(p.sky[3], 0.34F)));
}

void paint_meadow(Stage& stage, float depth, float base) {
    const Range range{depth, base * stage.h(),
                      0.06F, 1.2F,
                      false, stage.noise_key("meadow") + static_cast<std::uint64_t>(depth * 10)};
    const Skyline line = skyline_of(stage, range);
    paint_range(stage, line, range, stage.h());
    if (depth > 0.3F && depth < 0.6F) plant_firs(stage, line, range, 0.07F, 22);
}

}  // namespace

void add_backdrop(std::vector<Layer>& layers, const Stage& stage) {
    const auto back = [&layers](std::function<void(Stage&)> paint) {
        layers.push_back({Depth::backdrop, std::move(paint)});
    };
    if (stage.reading.setting != nullptr) {
        for (Layer& layer : stage.reading.setting->compose(stage))
            back(std::move(layer.paint));
        back(paint_veil);
        return;
    }
    add_sky(layers, stage, 0.72F * stage.h());
    back([](Stage& s) { paint_meadow(s, 0.15F, 0.6F); });
    back([](Stage& s) { paint_meadow(s, 0.45F, 0.7F); });
    back([](Stage& s) { paint_meadow(s, 0.8F, 0.84F); });
}

void paint_wall(Stage& stage, Vec2 centre, float radius) {
    const Palette& p = stage.palette;
    const Tone wall = mix(p.sky[2], p.sky[1], 0.35F);
    wash_all(stage.surface, Brush::vertical(0, stage.h(), wall, mix(p.sky[3], wall, 0.25F)));
    glow(stage.surface, centre, radius * 2.4F, with_alpha(p.glow, 0.25F));
}

Brush wall_light(const Stage& stage, float from, float to) {
    const Palette& p = stage.palette;
    return Brush::vertical(from, to, mix(p.light, p.accent[1], 0.25F),
                           mix(p.glow, p.sky[3], 0.35F));
}

void paint_studio(Stage& stage, Vec2 centre, float radius) {
    paint_wall(stage, centre, radius);
    disc(stage.surface, centre, radius, wall_light(stage, centre.y - radius, centre.y + radius));
}

}  // namespace easel::providers::sketch
