#include "providers/sketch/painter/painter.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "providers/sketch/painter/parts/finish.h"
#include "providers/sketch/painter/parts/weather.h"
#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {
namespace {

const Scene* scene_by_chance(Random random) {
    std::vector<const Scene*> candidates;
    for (const Scene* scene : scenes())
        if (scene->by_chance) candidates.push_back(scene);
    return random.pick(candidates);
}

/// Words of the sky alone ("sunset", "stars") still need ground to stand on.
const Scene* scene_for(const Reading& reading, Random random) {
    if (reading.scene != nullptr) return reading.scene;
    static constexpr std::string_view under_the_sky[] = {"hills", "sea", "hills"};
    const Signs& s = reading.signs;
    if (s.clouds && !s.rain && !s.snow) return scene_named("sky");
    if (s.sun || s.moon || s.stars || s.clouds || s.birds)
        return scene_named(random.pick(under_the_sky));
    if (s.snow || s.mist) return scene_named("forest");
    if (s.rain) return scene_named("city");
    return scene_by_chance(random);
}

Palette palette_for(const Reading& reading, const Scene& scene, Random random) {
    std::string_view name = reading.palette;
    const std::string_view by_chance = random.pick(scene.palettes);
    if (name.empty()) name = by_chance;
    if (name == "night" && random.chance(0.35F)) name = "teal_night";
    // A figure wears its colour; the place around it follows only a little.
    const bool grey = !reading.hues.empty() && reading.hues[0].chroma == 0;
    const float strength = scene.rank == Rank::figure ? 0.3F : grey ? 0.45F : 0.8F;
    return tinted(jittered(palette_named(name), random), reading.hues, strength);
}

/// Different texts must differ even if they hold the same known words.
std::uint64_t key_of(const PaintRequest& request) {
    return hash_text(trim(request.prompt), scramble(request.seed + 0x9E3779B97F4A7C15ULL));
}

Stage set_up(const PaintRequest& request) {
    const auto side = [](int pixels) { return std::clamp(pixels, paint_side_min, paint_side_max); };
    const std::uint64_t key = key_of(request);
    Reading reading = read_words(request.prompt);
    // The kind of scene comes from the words alone, so that seeds are variations of one picture.
    reading.scene = scene_for(reading, Random(hash_text(trim(request.prompt)), "scene"));
    Palette palette = palette_for(reading, *reading.scene, Random(key, "palette"));
    return {side(request.width), side(request.height), std::move(reading), std::move(palette), key};
}

std::vector<Layer> layers_for(const Stage& stage, bool transparent) {
    std::vector<Layer> layers;
    const auto append = [&layers, transparent](std::vector<Layer> more) {
        for (Layer& layer : more)
            if (!transparent || layer.depth == Depth::subject) layers.push_back(std::move(layer));
    };
    append(stage.reading.scene->compose(stage));
    append(weather_layers(stage));
    append(finishing_layers(stage));
    return layers;
}

}  // namespace

Canvas Unfinished::snapshot() const {
    return surface_.to_canvas();
}

Canvas paint(const PaintRequest& request, const Observer& observer) {
    Stage stage = set_up(request);
    const std::vector<Layer> layers = layers_for(stage, request.transparent);
    std::size_t done = 0;
    for (const Layer& layer : layers) {
        layer.paint(stage);
        ++done;
        if (observer)
            observer(Unfinished(stage.surface,
                                static_cast<double>(done) / static_cast<double>(layers.size())));
    }
    return stage.surface.to_canvas();
}

}  // namespace easel::providers::sketch
