#include "providers/sketch/painter/parts/castle.h"

#include <algorithm>
#include <span>
#include <vector>

namespace easel::providers::sketch {
namespace {

enum class Top { spire, flat };

/// A tower or a wall; the castle's measure is its own.
struct Block {
    float x;
    float width;
    float height;
    Top top;
};

using enum Top;

// From back to front.
constexpr Block crown[] = {{-0.18F, 0.17F, 0.86F, spire}, {0.24F, 0.15F, 0.72F, spire},
                           {0.03F, 0.36F, 0.5F, flat},    {0.03F, 0.13F, 1.0F, spire},
                           {0, 0.86F, 0.27F, flat},       {-0.46F, 0.18F, 0.5F, spire},
                           {0.46F, 0.18F, 0.5F, spire}};
constexpr Block keep[] = {{0.28F, 0.13F, 0.92F, spire}, {0.12F, 0.36F, 0.72F, flat},
                          {-0.2F, 0.16F, 0.54F, spire}, {-0.02F, 0.84F, 0.29F, flat},
                          {-0.45F, 0.18F, 0.4F, flat},  {0.43F, 0.2F, 0.46F, spire}};
constexpr Block needles[] = {{-0.29F, 0.1F, 0.74F, spire}, {-0.13F, 0.11F, 0.98F, spire},
                             {0.09F, 0.12F, 0.84F, spire}, {0.27F, 0.1F, 0.62F, spire},
                             {0, 0.5F, 0.42F, flat},       {0, 0.78F, 0.24F, flat},
                             {-0.4F, 0.12F, 0.44F, spire}, {0.4F, 0.12F, 0.52F, spire}};
constexpr Block gatehouse[] = {{-0.3F, 0.15F, 0.64F, spire},  {0.31F, 0.14F, 0.56F, spire},
                               {0, 0.42F, 0.52F, flat},       {0, 1.06F, 0.22F, flat},
                               {-0.55F, 0.15F, 0.34F, flat},  {0.55F, 0.15F, 0.36F, flat},
                               {-0.15F, 0.15F, 0.42F, spire}, {0.15F, 0.15F, 0.42F, spire}};
constexpr Block steps[] = {{0.3F, 0.14F, 0.97F, spire},  {0.1F, 0.17F, 0.74F, spire},
                           {-0.1F, 0.17F, 0.56F, flat},  {0.26F, 0.28F, 0.5F, flat},
                           {-0.02F, 0.82F, 0.25F, flat}, {-0.42F, 0.18F, 0.36F, spire},
                           {0.44F, 0.17F, 0.44F, flat}};

struct Plan {
    std::vector<Block> blocks;
    float gate = 0;
    float size = 1;   ///< units of the picture
    float pitch = 1;  ///< height of a spire in its tower's widths
    float wind = 1;
};

Plan plan_of(const Stage& stage, float reach) {
    struct Drawing {
        std::span<const Block> blocks;
        float gate;
    };
    constexpr Drawing drawings[] = {
        {crown, -0.02F}, {keep, -0.16F}, {needles, 0.03F}, {gatehouse, 0}, {steps, -0.15F}};
    Random random = stage.random("castle");
    const Drawing& drawing = random.pick(drawings);
    const float side = random.sign();
    Plan plan;
    plan.gate = side * drawing.gate;
    plan.size = 0.52F * reach * random.between(0.9F, 1.06F);
    plan.pitch = random.between(1.15F, 1.8F);
    plan.wind = random.sign();
    for (Block block : drawing.blocks) {
        block.x = side * block.x + random.between(-0.012F, 0.012F);
        block.width *= random.between(0.93F, 1.08F);
        block.height *= random.between(0.88F, 1.06F);
        plan.blocks.push_back(block);
    }
    return plan;
}

/// A block as it stands in the picture, in units.
struct Stand {
    float left;
    float top;
    float width;
    float height;
    float middle() const { return left + 0.5F * width; }
};

/// A parapet that juts out a little, and its teeth.
void paint_teeth(Stage& stage, const Stand& s, float measure, const Brush& stone) {
    const float out = min(0.07F * s.width, 0.02F * measure);
    const float tall = min(0.18F * s.width, 0.05F * measure);
    const float from = s.left - out;
    const float whole = s.width + 2 * out;
    fill(stage.surface, Path::rectangle({from, s.top - 0.02F * measure}, whole, tall), stone);
    const int teeth = std::max(4, static_cast<int>(s.width / (0.075F * measure)));
    const float step = whole / (static_cast<float>(teeth) - 0.25F);
    for (int i = 0; i < teeth; ++i)
        fill(stage.surface,
             Path::rectangle({from + step * static_cast<float>(i), s.top - tall}, 0.75F * step,
                             tall),
             stone);
}

void paint_spire(Stage& stage, const Plan& plan, const Stand& s) {
    const Palette& p = stage.palette;
    const Tone tiles = mix(p.accent[0], p.ink, lamps_lit(stage) ? 0.45F : 0.2F);
    const float eaves = s.top - 0.1F * s.width;
    const Vec2 tip{s.middle(), s.top - plan.pitch * s.width};
    fill(stage.surface,
         Path::polygon({{s.left - 0.16F * s.width, eaves}, tip, {s.left + 1.16F * s.width, eaves}}),
         Brush::linear({s.left, 0}, {s.left + s.width, 0},
                       {{0, lighter(tiles, 0.05F)}, {1, darker(tiles, 0.08F)}}));
    const float flag = 0.065F * plan.size;
    fill(stage.surface,
         Path::polygon({tip, tip + Vec2{0, -flag}, tip + Vec2{plan.wind * flag, -0.76F * flag},
                        tip + Vec2{0, -0.48F * flag}}),
         p.accent[1]);
}

void paint_windows(Stage& stage, const Plan& plan, const Stand& s) {
    const Palette& p = stage.palette;
    const Tone pane = lamps_lit(stage) ? tone_lch(0.86F, 0.13F, 82) : mix(p.ink, p.near, 0.3F);
    const float bay = 0.15F * plan.size;
    const int across = std::max(1, static_cast<int>(s.width / (1.5F * bay)));
    const int floors = static_cast<int>(s.height / (1.3F * bay)) - 1;
    if (across > 3) return;  // a wall to fight from, not to live in
    for (int row = 0; row < floors; ++row)
        for (int column = 0; column < across; ++column) {
            const float x =
                s.left + s.width * (static_cast<float>(column) + 0.5F) / static_cast<float>(across);
            fill(stage.surface,
                 Path::rectangle(
                     {x - 0.075F * bay, s.top + bay * (0.6F + 1.15F * static_cast<float>(row))},
                     0.15F * bay, 0.38F * bay, 0.075F * bay),
                 pane);
        }
}

void paint_block(Stage& stage, const Plan& plan, Vec2 foot, const Block& block) {
    const Palette& p = stage.palette;
    const Stand s{foot.x + (block.x - 0.5F * block.width) * plan.size,
                  foot.y - block.height * plan.size, block.width * plan.size,
                  block.height * plan.size};
    const Tone own = stage.subject_tone(mix(p.far, p.paper, 0.4F));
    const Tone stone = mix(own, p.near, lamps_lit(stage) ? 0.62F : 0.25F);
    const Brush brush =
        Brush::linear({s.left, 0}, {s.left + s.width, 0},
                      {{0, lighter(stone, 0.06F)}, {0.55F, stone}, {1, darker(stone, 0.09F)}});
    fill(stage.surface, Path::rectangle({s.left, s.top}, s.width, s.height + 0.03F), brush);
    paint_teeth(stage, s, plan.size, brush);
    if (block.top == spire) paint_spire(stage, plan, s);
    paint_windows(stage, plan, s);
}

}  // namespace

bool lamps_lit(const Stage& stage) {
    const std::string_view name = stage.palette.name;
    return stage.palette.night || name == "dusk" || name == "sunset" || name == "ember";
}

float castle_gate(const Stage& stage, float reach) {
    const Plan plan = plan_of(stage, reach);
    return plan.gate * plan.size;
}

void paint_castle(Stage& stage, Vec2 foot, float reach) {
    const Plan plan = plan_of(stage, reach);
    for (const Block& block : plan.blocks)
        paint_block(stage, plan, foot, block);
    const float k = plan.size;
    fill(stage.surface,
         Path::rectangle(foot + Vec2{plan.gate - 0.065F, -0.18F} * k, 0.13F * k, 0.23F * k,
                         0.065F * k),
         mix(stage.palette.ink, stage.palette.near, 0.2F));
}

}  // namespace easel::providers::sketch
