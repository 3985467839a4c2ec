#include "providers/sketch/painter/parts/land.h"
#include "providers/sketch/painter/parts/plants.h"
#include "providers/sketch/painter/parts/sky.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "hill",      "mountain",    "valley", "peak",  "alp",  "cliff",   "landscape", "scenery",
    "nature",    "countryside", "lake",   "river", "pond", "glacier", "canyon",    "volcano",
    "waterfall", "horizon",     "山",     "高山",  "雪山", "山峰",    "群山",      "山水",
    "山谷",      "丘陵",        "风景",   "湖",    "湖泊", "湖水",    "河",        "河流",
    "火山",      "峡谷",        "瀑布",   "自然"};
// A stream runs through other places too.
constexpr std::string_view weak_words[] = {"stream", "brook", "creek", "溪", "小溪", "溪流"};
constexpr std::string_view palettes_by_chance[] = {"day",        "mint",   "golden", "sunset",
                                                   "dusk",       "dawn",   "dawn",   "night",
                                                   "teal_night", "autumn", "sunset"};

struct Form {
    bool peaked;
    bool snow;
    bool lake;
    float first;  ///< share of the height where the farthest range stands
    float last;
};

Form form_of(const Stage& stage) {
    Random random = stage.random("form");
    Form form{};
    form.peaked = stage.has({"mountain", "peak", "alp", "glacier", "cliff", "canyon", "volcano",
                             "山", "高山", "雪山", "山峰", "群山", "火山", "峡谷"}) ||
                  (!stage.has({"hill", "countryside", "丘陵", "valley"}) && random.chance(0.55F));
    form.snow = form.peaked && (stage.reading.signs.snow || stage.has({"雪山", "glacier", "alp"}) ||
                                random.chance(0.5F));
    form.lake = stage.has({"lake", "river", "pond", "stream", "brook", "creek", "湖", "湖泊",
                           "湖水", "河", "河流", "溪", "小溪", "溪流", "山水"}) ||
                random.chance(0.2F);
    form.first = random.between(0.46F, 0.54F);
    form.last = form.lake ? 0.74F : random.between(0.84F, 0.9F);
    return form;
}

Range range_at(const Stage& stage, const Form& form, float depth) {
    Range range;
    range.depth = depth;
    range.base = stage.h() * mix(form.first, form.last, depth);
    // Far ranges tower, near ones roll.
    range.peaked = form.peaked && depth < 0.55F;
    const float tall = range.peaked ? mix(0.26F, 0.14F, depth) : mix(0.12F, 0.075F, depth);
    range.amplitude = tall * min(stage.reach(), 1.25F) * (form.lake ? 0.85F : 1.0F);
    range.frequency = range.peaked ? mix(1.5F, 2.0F, depth) : mix(2.1F, 1.1F, depth);
    range.key = stage.noise_key("range") + static_cast<std::uint64_t>(depth * 1000.0F);
    return range;
}

void paint_one(Stage& stage, const Form& form, const Range& range, float foot, float light_x) {
    const Skyline line = skyline_of(stage, range);
    paint_range(stage, line, range, foot);
    if (range.peaked) paint_flanks(stage, line, range, light_x, form.snow);
    if (range.depth > 0.5F)
        plant_firs(stage, line, range, mix(0.03F, 0.13F, range.depth * range.depth),
                   mix(90, 26, range.depth));
}

void paint_meadow(Stage& stage) {
    Random random = stage.random("meadow");
    const int count = static_cast<int>(min(40.0F * stage.w(), 500));
    const Tone tone = mix(stage.palette.near, stage.palette.ink, 0.6F);
    for (int i = 0; i < count; ++i) {
        const Vec2 foot{random.between(0, stage.w()), stage.h() + 0.01F};
        fill(stage.surface, tuft(foot, random.between(0.03F, 0.09F), random), tone);
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    const Form form = form_of(stage);
    const float horizon = stage.h() * (form.first + 0.1F);
    add_sky(layers, stage, horizon);
    const float light_x = luminary(stage, horizon).at.x;
    const int count = form.lake ? 4 : 5;
    for (int i = 0; i < count; ++i) {
        const float depth = static_cast<float>(i) / static_cast<float>(count - 1);
        const Range range = range_at(stage, form, form.lake ? depth * 0.85F : depth);
        const float foot = range.base + 0.22F * stage.reach();
        layers.push_back({Depth::subject, [form, range, foot, light_x](Stage& s) {
                              paint_one(s, form, range, foot, light_x);
                          }});
    }
    if (form.lake)
        layers.push_back({Depth::subject, [](Stage& s) {
                              paint_reflection(s, 0.72F * s.h(),
                                               mix(s.palette.sky[1], s.palette.far, 0.3F), 0.16F);
                          }});
    layers.push_back({Depth::subject, paint_meadow});
    return layers;
}

}  // namespace

extern const Scene hills_scene;
constinit const Scene hills_scene{"hills", Rank::place, true, words, palettes_by_chance,
                                  compose, weak_words};

}  // namespace easel::providers::sketch
