#include "providers/sketch/painter/parts/backdrop.h"
#include "providers/sketch/painter/parts/flowers.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "coffee", "tea",  "cup",   "mug",  "teapot",  "fruit",     "apple", "pear",   "lemon", "peach",
    "vase",   "food", "bread", "cake", "kitchen", "breakfast", "bowl",  "bottle", "wine",  "table",
    "candle", "book", "still", "lamp", "desk",    "咖啡",      "茶",    "杯子",   "茶杯",  "茶壶",
    "水果",   "苹果", "梨",    "柠檬", "桃",      "桃子",      "樱桃",  "花瓶",   "食物",  "早餐",
    "碗",     "瓶子", "红酒",  "桌子", "蜡烛",    "静物"};
constexpr std::string_view palettes_by_chance[] = {"vintage", "golden", "mint", "pastel",
                                                   "autumn",  "dawn",   "dusk"};

float table_of(const Stage& stage) {
    return 0.5F * stage.h() + 0.2F;
}

void paint_room(Stage& stage) {
    const Palette& p = stage.palette;
    paint_studio(stage, {0.5F * stage.w(), table_of(stage) - 0.24F}, 0.38F);
    const float y = table_of(stage) - 0.035F;
    const Tone wood = mix(mix(p.near, tone_lch(0.58F, 0.07F, 60), 0.6F), p.sky[3], 0.15F);
    wash(stage.surface, {0, y}, {stage.w(), stage.h()},
         Brush::vertical(y, stage.h(), lighter(wood, 0.05F), darker(wood, 0.08F)));
    wash(stage.surface, {0, y}, {stage.w(), y + 0.006F}, with_alpha(p.paper, 0.35F));
}

void paint_shadow(Stage& stage, Vec2 at, float half) {
    fill(stage.surface, Path::ellipse(at + Vec2{0.25F * half, 0.008F}, 1.15F * half, 0.13F * half),
         with_alpha(stage.palette.ink, 0.22F));
}

void paint_fruit(Stage& stage, Vec2 foot, float r, Tone tone, bool pear) {
    paint_shadow(stage, foot, r);
    const Vec2 middle = foot - Vec2{0, 0.92F * r};
    const Path shape =
        pear ? Path::blob({middle + Vec2{0, -1.35F} * r, middle + Vec2{0.34F, -1.0F} * r,
                           middle + Vec2{0.55F, -0.35F} * r, middle + Vec2{0.95F, 0.25F} * r,
                           middle + Vec2{0.6F, 0.85F} * r, middle + Vec2{0, 0.95F} * r,
                           middle + Vec2{-0.6F, 0.85F} * r, middle + Vec2{-0.95F, 0.25F} * r,
                           middle + Vec2{-0.55F, -0.35F} * r, middle + Vec2{-0.34F, -1.0F} * r})
             : Path::blob({middle + Vec2{0, -0.74F} * r, middle + Vec2{0.45F, -0.9F} * r,
                           middle + Vec2{0.98F, -0.3F} * r, middle + Vec2{0.82F, 0.5F} * r,
                           middle + Vec2{0.35F, 0.94F} * r, middle + Vec2{0, 0.86F} * r,
                           middle + Vec2{-0.35F, 0.94F} * r, middle + Vec2{-0.82F, 0.5F} * r,
                           middle + Vec2{-0.98F, -0.3F} * r, middle + Vec2{-0.45F, -0.9F} * r});
    fill(stage.surface, shape,
         Brush::radial(middle - Vec2{0.35F, 0.4F} * r, 1.7F * r,
                       {{0, lighter(tone, 0.1F)}, {0.4F, tone}, {1, darker(tone, 0.17F)}}));
    fill(stage.surface, Path::ellipse(middle - Vec2{0.42F, 0.38F} * r, 0.14F * r, 0.23F * r, 0.08F),
         with_alpha(stage.palette.paper, 0.45F));
    const Vec2 top = middle + Vec2{0, pear ? -1.3F : -0.72F} * r;
    fill(stage.surface,
         stroke({top, top + Vec2{0.03F, -0.2F} * r, top + Vec2{0.12F, -0.38F} * r}, 0.07F * r,
                0.05F * r),
         tone_lch(0.36F, 0.05F, 55));
    fill(stage.surface,
         Path::leaf(top + Vec2{0.05F, -0.2F} * r, top + Vec2{0.6F, -0.42F} * r, 0.22F * r, 0.5F,
                    0.1F),
         tone_lch(0.58F, 0.12F, 140));
}

void paint_steam(Stage& stage, Vec2 from, float size) {
    for (const float x : {-0.3F, 0.0F, 0.3F}) {
        const Vec2 foot = from + Vec2{x * size, 0};
        fill(stage.surface,
             stroke({foot, foot + Vec2{0.12F, -0.35F} * size, foot + Vec2{-0.12F, -0.7F} * size,
                     foot + Vec2{0.08F, -1.1F} * size},
                    0.07F * size, 0.015F * size),
             Brush::vertical(foot.y - 1.1F * size, foot.y, with_alpha(stage.palette.paper, 0),
                             with_alpha(stage.palette.paper, 0.55F)));
    }
}

void paint_cup(Stage& stage, Vec2 foot, float size) {
    const Tone glaze = stage.subject_tone(mix(stage.palette.paper, stage.palette.accent[2], 0.25F));
    const auto at = [&](float x, float y) { return foot + Vec2{x, y} * size; };
    paint_shadow(stage, foot, 0.62F * size);
    fill(stage.surface, Path::ellipse(at(0, -0.02F), 0.78F * size, 0.1F * size),
         darker(glaze, 0.06F));
    fill(stage.surface, Path::ellipse(at(0, -0.045F), 0.74F * size, 0.085F * size),
         lighter(glaze, 0.02F));
    Path handle = Path::ellipse(at(0.56F, -0.5F), 0.27F * size, 0.25F * size);
    handle.add(Path::ellipse({-at(0.56F, -0.5F).x, at(0, -0.5F).y}, 0.17F * size, 0.155F * size)
                   .scaled(-1, 1));
    fill(stage.surface, handle, darker(glaze, 0.05F));
    Path body;
    body.move(at(-0.56F, -0.82F))
        .cubic(at(-0.56F, -0.35F), at(-0.42F, -0.06F), at(-0.22F, -0.05F))
        .line(at(0.22F, -0.05F))
        .cubic(at(0.42F, -0.06F), at(0.56F, -0.35F), at(0.56F, -0.82F));
    fill(stage.surface, body,
         Brush::linear(at(-0.56F, 0), at(0.56F, 0),
                       {{0, lighter(glaze, 0.05F)}, {0.4F, glaze}, {1, darker(glaze, 0.13F)}}));
    fill(stage.surface, Path::ellipse(at(0, -0.82F), 0.56F * size, 0.105F * size),
         lighter(glaze, 0.06F));
    const bool tea = stage.has({"tea", "茶", "茶杯", "teapot", "茶壶"});
    fill(stage.surface, Path::ellipse(at(0, -0.81F), 0.5F * size, 0.083F * size),
         tea ? tone_lch(0.62F, 0.12F, 65) : tone_lch(0.33F, 0.05F, 50));
    fill(stage.surface, Path::ellipse(at(-0.12F, -0.825F), 0.22F * size, 0.03F * size),
         with_alpha(tone_lch(0.8F, 0.06F, 70), 0.45F));
    paint_steam(stage, at(0, -0.92F), 0.62F * size);
}

/// Five stems, fanned out.
std::vector<Vec2> spray_over(Vec2 mouth, float size, Random& random) {
    std::vector<Vec2> heads;
    for (int i = 0; i < 5; ++i) {
        const float t = static_cast<float>(i) / 4.0F - 0.5F;
        const float lift = 0.85F - 1.3F * t * t + random.between(-0.08F, 0.08F);
        heads.push_back(mouth + Vec2{t * 1.25F, -lift} * size);
    }
    return heads;
}

/// A dome of heads, the outer ones behind.
std::vector<Vec2> bunch_over(Vec2 mouth, float size, Random& random) {
    constexpr int count = 15;
    std::vector<Vec2> heads;
    for (int i = count; i-- > 0;) {
        const float out = square_root((static_cast<float>(i) + 0.3F) / count);
        const Vec2 d = direction(0.381966F * static_cast<float>(i) + 0.1F) * out;
        const Vec2 shift = random.step(0, 0.05F);
        heads.push_back(mouth + (Vec2{0.62F * d.x, 0.5F * d.y - 0.62F} + shift) * size);
    }
    return heads;
}

void paint_vase(Stage& stage, Vec2 foot, float size) {
    Random random = stage.random("vase");
    const Bloom bloom = bloom_for(stage, random);
    const Vec2 mouth = foot - Vec2{0, size};
    const Tone green = mix(tone_lch(0.5F, 0.09F, 148), stage.palette.near, 0.3F);
    const bool bunch = stage.has({"bouquet", "flower", "花束", "鲜花", "花"});
    const std::vector<Vec2> heads =
        bunch ? bunch_over(mouth, size, random) : spray_over(mouth, size, random);
    for (const Vec2 head : heads)
        paint_stem(stage, mouth, head, 0.011F, darker(green, 0.03F), random);
    for (std::size_t i = 0; bunch && i < heads.size(); ++i) {
        const Vec2 out = heads[i] - (mouth - Vec2{0, 0.5F * size});
        const Vec2 tip = heads[i] + out * random.between(0.35F, 0.6F);
        const Tone tone = lighter(green, random.between(-0.05F, 0.08F));
        fill(stage.surface, Path::leaf(heads[i] - out * 0.4F, tip, 0.13F * size, 0.55F), tone);
    }
    for (const Vec2 head : heads) {
        const Tone tone = bloom_tone(stage, bloom, random);
        paint_bloom(stage, bloom, head, size * random.between(0.21F, 0.27F), tone, random);
    }
    paint_shadow(stage, foot, 0.36F * size);
    const Tone clay = mix(stage.palette.accent[2], stage.palette.paper, 0.3F);
    Path body;
    body.move(mouth + Vec2{-0.15F, 0} * size)
        .cubic(mouth + Vec2{-0.1F, 0.3F} * size, mouth + Vec2{-0.42F, 0.4F} * size,
               mouth + Vec2{-0.36F, 0.68F} * size);
    body.cubic(mouth + Vec2{-0.3F, 0.9F} * size, mouth + Vec2{-0.2F, 0.98F} * size,
               foot + Vec2{-0.16F, 0} * size)
        .line(foot + Vec2{0.16F, 0} * size);
    body.cubic(mouth + Vec2{0.2F, 0.98F} * size, mouth + Vec2{0.3F, 0.9F} * size,
               mouth + Vec2{0.36F, 0.68F} * size)
        .cubic(mouth + Vec2{0.42F, 0.4F} * size, mouth + Vec2{0.1F, 0.3F} * size,
               mouth + Vec2{0.15F, 0} * size);
    fill(stage.surface, body,
         Brush::linear(foot - Vec2{0.38F, 0} * size, foot + Vec2{0.38F, 0} * size,
                       {{0, lighter(clay, 0.06F)}, {0.4F, clay}, {1, darker(clay, 0.14F)}}));
    fill(stage.surface,
         Path::rectangle(mouth + Vec2{-0.17F, -0.03F} * size, 0.34F * size, 0.06F * size,
                         0.03F * size),
         lighter(clay, 0.07F));
}

void paint_objects(Stage& stage) {
    const float k = min(stage.reach(), 1.25F);
    const Vec2 middle{0.5F * stage.w(), table_of(stage)};
    Random random = stage.random("objects");
    const bool drink = stage.has({"coffee", "tea", "cup", "mug", "breakfast", "teapot", "咖啡",
                                  "茶", "茶杯", "杯子", "早餐", "茶壶"});
    const bool fruit = stage.has({"fruit", "apple", "pear", "lemon", "peach", "水果", "苹果", "梨",
                                  "柠檬", "桃", "桃子", "樱桃"});
    const Tone reds[] = {tone_lch(0.58F, 0.18F, 27), tone_lch(0.72F, 0.15F, 120),
                         tone_lch(0.82F, 0.15F, 92), tone_lch(0.72F, 0.16F, 55)};
    if (drink) {
        paint_cup(stage, middle + Vec2{-0.04F * k, 0.03F}, 0.3F * k);
        paint_fruit(stage, middle + Vec2{0.3F * k, 0.06F}, 0.075F * k, random.pick(reds), false);
        return;
    }
    if (!fruit) paint_vase(stage, middle + Vec2{-0.1F * k, 0.02F}, 0.29F * k);
    const float shift = fruit ? 0.0F : 0.2F;
    const Tone own = stage.has({"lemon", "柠檬"})         ? reds[2]
                     : stage.has({"peach", "桃", "桃子"}) ? tone_lch(0.77F, 0.12F, 40)
                                                          : reds[0];
    const float r = fruit ? 0.14F * k : 0.085F * k;
    if (fruit) paint_fruit(stage, middle + Vec2{0.0F, -0.01F}, 1.05F * r, random.pick(reds), true);
    paint_fruit(stage, middle + Vec2{shift - 1.25F * r, 0.055F}, r, stage.subject_tone(own),
                stage.has({"pear", "梨"}));
    paint_fruit(stage, middle + Vec2{shift + 1.2F * r, 0.07F}, 0.95F * r,
                stage.subject_tone(random.pick(reds)), stage.has({"pear", "梨"}));
}

std::vector<Layer> compose(const Stage&) {
    return {{Depth::backdrop, paint_room}, {Depth::subject, paint_objects}};
}

}  // namespace

extern const Scene still_life_scene;
constinit const Scene still_life_scene{"still_life", Rank::landmark,     true,
                                       words,        palettes_by_chance, compose};

}  // namespace easel::providers::sketch
