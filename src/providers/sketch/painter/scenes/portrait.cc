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

/// Where the person stands and which way: every seed its own.
struct Pose {
    Vec2 head;
    float size = 1;
    float facing = 1;
};

Pose pose_of(const Stage& stage) {
    Random random = stage.random("pose");
    Pose pose;
    pose.facing = random.sign();
    pose.size = min(stage.reach(), 1.25F) * random.between(0.9F, 1.08F);
    const float aside = random.between(-0.07F, 0.07F);
    const float middle = mix(0.4F * stage.h(), 0.5F * stage.h() - 0.09F, 0.5F);
    // In a tall format the wall is high, not the person long.
    pose.head = {0.5F * stage.w() + aside * min(stage.w(), 1), max(middle, stage.h() - 1.2F)};
    return pose;
}

/// What is on the wall behind the person.
enum class Wall { disc, arch, slant, panel };

void paint_light(Stage& stage, const Pose& pose, Wall wall) {
    const Vec2 middle = pose.head + Vec2{0, 0.03F};
    const float top = middle.y - 0.4F * pose.size;
    switch (wall) {
        case Wall::disc:
            return paint_studio(stage, middle + Vec2{0.06F * pose.facing, 0}, 0.36F * pose.size);
        case Wall::arch: {
            paint_wall(stage, middle, 0.36F);
            const float half = 0.34F * pose.size;
            const float from = middle.x + 0.04F * pose.facing - half;
            return fill(stage.surface,
                        Path::rectangle({from, top}, 2 * half, stage.h() + 1 - top, half),
                        wall_light(stage, top, stage.h()));
        }
        case Wall::slant: {
            paint_wall(stage, middle, 0.4F);
            const float x = middle.x + 0.05F * pose.facing;
            const float far = pose.facing > 0 ? stage.w() + 1 : -1.0F;
            return fill(stage.surface,
                        Path::polygon({{x + 0.2F * pose.facing, -0.02F},
                                       {far, -0.02F},
                                       {far, stage.h() + 0.02F},
                                       {x - 0.25F * pose.facing, stage.h() + 0.02F}}),
                        wall_light(stage, 0, stage.h()));
        }
        case Wall::panel: {
            paint_wall(stage, middle, 0.3F);
            const float half = 0.36F * pose.size;
            const Vec2 corner{middle.x - 0.09F * pose.facing - half, top - 0.03F};
            const float tall = 0.98F * pose.size;
            fill(stage.surface, Path::rectangle(corner, 2 * half, tall, 0.02F),
                 wall_light(stage, corner.y, corner.y + tall));
            return fill(stage.surface,
                        Path::rectangle(corner + Vec2{0.025F, 0.025F}, 2 * half - 0.05F,
                                        tall - 0.05F, 0.01F),
                        with_alpha(stage.palette.sky[1], 0.3F));
        }
    }
}

/// Leaves that frame the figure on a plain wall: one twig of them on the given side.
void paint_sprig(Stage& stage, const Pose& pose, float side, float tall) {
    Random random(stage.noise_key("sprigs") + (side > 0 ? 1 : 0));
    const Vec2 foot = pose.head + Vec2{side * 0.44F, 0.58F};
    const int leaves = static_cast<int>(7 * tall);
    for (int i = 0; i < leaves; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(leaves - 1);
        const Vec2 from = foot + Vec2{side * 0.04F * sine(0.5F * t), -0.72F * tall * t};
        const float length = mix(0.2F, 0.1F, t) * random.between(0.85F, 1.15F) * tall;
        const Vec2 to = from + direction(-0.25F + side * random.between(0.03F, 0.16F)) * length;
        const Vec2 inner =
            from + direction(-0.25F - side * random.between(0.04F, 0.12F)) * (0.75F * length);
        const Tone tone =
            mix(stage.palette.sky[1], stage.palette.near, mix(0.25F, 0.6F, random.unit()));
        fill(stage.surface, Path::leaf(from, to, 0.34F * length), with_alpha(tone, 0.75F));
        fill(stage.surface, Path::leaf(from, inner, 0.3F * length), with_alpha(tone, 0.6F));
    }
}

void paint_sprigs(Stage& stage, const Pose& pose) {
    Random random = stage.random("twigs");
    const int twigs = random.below(3);
    const float side = random.sign();
    if (twigs > 0) paint_sprig(stage, pose, side, twigs == 1 ? 1.25F : 1.0F);
    if (twigs > 1) paint_sprig(stage, pose, -side, 1);
}

std::vector<Layer> compose(const Stage& stage) {
    std::vector<Layer> layers;
    const Pose pose = pose_of(stage);
    if (stage.reading.setting != nullptr) {
        add_backdrop(layers, stage);
    } else {
        constexpr Wall walls[] = {Wall::disc, Wall::arch, Wall::slant, Wall::panel};
        const Wall wall = stage.random("wall").pick(walls);
        layers.push_back({Depth::backdrop, [pose, wall](Stage& s) { paint_light(s, pose, wall); }});
        layers.push_back({Depth::backdrop, [pose](Stage& s) { paint_sprigs(s, pose); }});
    }
    const Look look = look_of(stage);
    const auto add = [&layers, look, pose](void (*part)(Model&, const Look&), float turn) {
        layers.push_back({Depth::subject, [look, pose, part, turn](Stage& s) {
                              const Vec2 turned{turn * pose.facing * pose.size, 0};
                              Model figure(s, pose.head + turned, pose.size, pose.facing);
                              part(figure, look);
                          }});
    };
    // The face looks a little to one side.
    const float turn = stage.random("turn").between(0, 0.022F);
    add(paint_hair_behind, 0);
    add(paint_clothes, 0);
    add(paint_head, 0);
    add(paint_features, turn);
    add(paint_glasses, turn);
    add(paint_hair_before, 0);
    add(paint_extras, 0);
    return layers;
}

}  // namespace

extern const Scene portrait_scene;
constinit const Scene portrait_scene{"portrait", Rank::figure,       false,
                                     words,      palettes_by_chance, compose};

}  // namespace easel::providers::sketch
