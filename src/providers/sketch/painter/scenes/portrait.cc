#include "providers/sketch/painter/parts/backdrop.h"
#include "providers/sketch/painter/parts/person.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "portrait", "woman",     "man",       "girl",   "boy",     "face",     "person",  "people",
    "lady",     "gentleman", "human",     "selfie", "avatar",  "princess", "queen",   "king",
    "prince",   "warrior",   "character", "actor",  "actress", "model",    "hero",    "knight",
    "wizard",   "witch",     "samurai",   "ninja",  "dancer",  "student",  "teacher", "doctor",
    "hair",     "he",        "she",       "人像",   "肖像",    "女人",     "男人",    "女孩",
    "男孩",     "少女",      "少年",      "女性",   "男性",    "女生",     "男生",    "人",
    "人物",     "美女",      "帅哥",      "脸",     "头像",    "公主",     "女王",    "国王",
    "王子",     "战士",      "骑士",      "侠客",   "女子",    "男子",     "老师",    "医生",
    "头发",     "角色"};
constexpr std::string_view palettes_by_chance[] = {"vintage", "pastel", "golden", "mint",  "dawn",
                                                   "dusk",    "sunset", "day",    "autumn"};

Vec2 head_of(const Stage& stage) {
    return {0.5F * stage.w(), mix(0.4F * stage.h(), 0.5F * stage.h() - 0.09F, 0.5F)};
}
float size_of(const Stage& stage) {
    return min(stage.reach(), 1.25F) * (stage.h() < 1.05F ? 1.0F : 0.95F);
}

/// Leaves that frame the figure on a plain wall.
void paint_sprigs(Stage& stage) {
    Random random = stage.random("sprigs");
    const Vec2 head = head_of(stage);
    for (const float side : {-1.0F, 1.0F}) {
        const Vec2 foot = head + Vec2{side * 0.44F, 0.58F};
        for (int i = 0; i < 7; ++i) {
            const float t = static_cast<float>(i) / 6.0F;
            const Vec2 from = foot + Vec2{side * 0.04F * sine(0.5F * t), -0.72F * t};
            const float length = mix(0.2F, 0.1F, t) * random.between(0.85F, 1.15F);
            const Vec2 to = from + direction(-0.25F + side * random.between(0.03F, 0.16F)) * length;
            const Vec2 inner =
                from + direction(-0.25F - side * random.between(0.04F, 0.12F)) * (0.75F * length);
            const Tone tone =
                mix(stage.palette.sky[1], stage.palette.near, mix(0.25F, 0.6F, random.unit()));
            fill(stage.surface, Path::leaf(from, to, 0.34F * length), with_alpha(tone, 0.75F));
            fill(stage.surface, Path::leaf(from, inner, 0.3F * length), with_alpha(tone, 0.6F));
        }
    }
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    if (stage.reading.setting != nullptr) {
        add_backdrop(layers, stage);
    } else {
        layers.push_back({Depth::backdrop,
                          [](Stage& s) { paint_studio(s, head_of(s) + Vec2{0, 0.03F}, 0.36F); }});
        layers.push_back({Depth::backdrop, paint_sprigs});
    }
    const Look look = look_of(stage);
    for (auto* part : {paint_hair_behind, paint_clothes, paint_head, paint_features,
                       paint_hair_before, paint_extras})
        layers.push_back({Depth::subject, [look, part](Stage& s) {
                              Model figure(s, head_of(s), size_of(s));
                              part(figure, look);
                          }});
    return layers;
}

}  // namespace

extern const Scene portrait_scene;
constinit const Scene portrait_scene{"portrait", Rank::figure,       false,
                                     words,      palettes_by_chance, compose};

}  // namespace easel::providers::sketch
