#include "providers/sketch/painter/parts/flowers.h"

namespace easel::providers::sketch {
namespace {

void petals(Stage& stage, Vec2 at, float inner, float outer, float width, int count, float turn,
            Tone base, Tone tip) {
    const Brush brush = Brush::radial(at, outer, {{0, base}, {0.35F, base}, {1, tip}});
    for (int i = 0; i < count; ++i) {
        const Vec2 d = direction(turn + static_cast<float>(i) / static_cast<float>(count));
        fill(stage.surface, Path::leaf(at + d * inner, at + d * outer, width, 0.6F), brush);
    }
}

void paint_daisy(Stage& stage, Vec2 at, float r, Tone tone, Random& random, bool sunflower) {
    const float turn = random.unit();
    const int count = sunflower ? 20 : 13;
    const float heart = sunflower ? 0.42F : 0.25F;
    if (sunflower)
        petals(stage, at, 0.2F * r, r, 0.2F * r, count, turn + 0.5F / static_cast<float>(count),
               darker(tone, 0.1F), darker(tone, 0.05F));
    petals(stage, at, 0.1F * r, 0.96F * r, 0.27F * r, count, turn, darker(tone, 0.07F),
           lighter(tone, 0.02F));
    const Tone middle = sunflower ? tone_lch(0.34F, 0.06F, 50) : tone_lch(0.80F, 0.15F, 80);
    disc(stage.surface, at, heart * r,
         Brush::radial(at - Vec2{0.08F * r, 0.08F * r}, heart * 1.3F * r,
                       {{0, lighter(middle, 0.08F)}, {1, darker(middle, 0.12F)}}));
}

void paint_tulip(Stage& stage, Vec2 at, float r, Tone tone) {
    const auto cup = [&](float side, float width, Tone t) {
        Path petal;
        petal.move({0, 0.85F})
            .cubic({-0.75F * width, 0.75F}, {-0.8F * width, -0.1F}, {side * 0.3F, -0.95F});
        petal.cubic({0.8F * width, -0.1F}, {0.75F * width, 0.75F}, {0, 0.85F});
        fill(stage.surface, petal.scaled(0.85F * r).moved(at + Vec2{side * 0.28F * r, 0}),
             Brush::vertical(at.y - r, at.y + r, lighter(t, 0.06F), darker(t, 0.08F)));
    };
    cup(-1, 0.9F, darker(tone, 0.09F));
    cup(1, 0.9F, darker(tone, 0.06F));
    cup(0, 1, tone);
}

void paint_poppy(Stage& stage, Vec2 at, float r, Tone tone, Random& random) {
    const float turn = random.unit();
    for (int i = 0; i < 5; ++i) {
        const Vec2 d = direction(turn + static_cast<float>(i) * 0.4F);
        fill(
            stage.surface,
            Path::ellipse(at + d * (0.46F * r), 0.52F * r, 0.46F * r,
                          turn + static_cast<float>(i) * 0.4F),
            Brush::radial(
                at, r,
                {{0, darker(tone, 0.2F)}, {0.4F, darker(tone, 0.04F)}, {1, lighter(tone, 0.05F)}}));
    }
    disc(stage.surface, at, 0.17F * r, stage.palette.ink);
    for (int i = 0; i < 9; ++i)
        disc(stage.surface, at + direction(turn + static_cast<float>(i) / 9.0F) * (0.27F * r),
             0.032F * r, tone_lch(0.85F, 0.13F, 90));
}

void paint_lavender(Stage& stage, Vec2 at, float r, Tone tone, Random& random) {
    for (int i = 0; i < 14; ++i) {
        const float t = static_cast<float>(i) / 14.0F;
        const float side = i % 2 == 0 ? -1.0F : 1.0F;
        const float size = r * mix(0.2F, 0.1F, t);
        const float lift = random.between(-0.02F, 0.05F);
        fill(stage.surface,
             Path::ellipse(at + Vec2{side * size * 0.8F, r * (0.9F - 2.0F * t)}, size, size * 0.75F,
                           side * 0.08F),
             lighter(tone, lift + 0.05F * t));
    }
}

/// Ever smaller, ever darker rounds, each turned against the last.
void paint_rose(Stage& stage, Vec2 at, float r, Tone tone, Random& random) {
    float turn = random.unit();
    for (int ring = 0; ring < 5; ++ring) {
        const float t = static_cast<float>(ring) / 4.0F;
        const float reach = r * mix(0.62F, 0.08F, t);
        const float size = r * mix(0.5F, 0.24F, t);
        const int count = ring < 3 ? 5 : 3;
        for (int i = 0; i < count; ++i) {
            const float angle = turn + static_cast<float>(i) / static_cast<float>(count);
            const Vec2 d = direction(angle);
            const Vec2 middle = at + d * reach;
            const Tone edge = lighter(tone, mix(0.05F, 0.0F, t));
            const Tone heart = darker(tone, mix(0.13F, 0.2F, t));
            fill(stage.surface, Path::ellipse(middle, size * 0.78F, size, angle),
                 Brush::linear(at, middle + d * size,
                               {{0, heart}, {0.7F, mix(heart, edge, 0.7F)}, {1, edge}}));
        }
        turn += 0.13F;
    }
}

void paint_lotus(Stage& stage, Vec2 at, float r, Tone tone) {
    constexpr int rows[] = {9, 7, 5};
    for (int row = 0; row < 3; ++row)
        for (int i = 0; i < rows[row]; ++i) {
            // From the outside inwards, so that the middle petal lies on top.
            const int order = i % 2 == 0 ? i / 2 : rows[row] - 1 - i / 2;
            const float t = static_cast<float>(order) / static_cast<float>(rows[row] - 1) - 0.5F;
            const float length = r * mix(1.15F, 0.8F, static_cast<float>(row) / 2.0F);
            const Vec2 foot = at + Vec2{0, 0.5F * r};
            const Vec2 tip =
                foot + direction(-0.25F + t * mix(0.44F, 0.2F, static_cast<float>(row) / 2.0F)) *
                           (length * 1.15F);
            fill(stage.surface, Path::leaf(foot, tip, 0.42F * r, 0.6F),
                 Brush::linear(foot, tip,
                               {{0, lighter(tone, 0.14F)},
                                {1, darker(tone, 0.02F + 0.03F * static_cast<float>(2 - row))}}));
        }
}

}  // namespace

Bloom bloom_for(const Stage& stage, Random& random) {
    if (stage.has({"rose", "玫瑰", "peony", "牡丹"})) return Bloom::rose;
    if (stage.has({"tulip", "郁金香"})) return Bloom::tulip;
    if (stage.has({"sunflower", "向日葵"})) return Bloom::sunflower;
    if (stage.has({"lavender", "薰衣草"})) return Bloom::lavender;
    if (stage.has({"lotus", "荷花", "莲花"})) return Bloom::lotus;
    if (stage.has({"poppy", "sakura", "樱花", "blossom"})) return Bloom::poppy;
    if (stage.has({"daisy", "雏菊", "菊花"})) return Bloom::daisy;
    constexpr Bloom common[] = {Bloom::daisy, Bloom::tulip, Bloom::poppy, Bloom::rose,
                                Bloom::daisy};
    return random.pick(common);
}

Tone bloom_tone(const Stage& stage, Bloom bloom, Random& random) {
    const float lift = random.between(-0.04F, 0.05F);
    if (!stage.reading.hues.empty()) {
        const Hue& hue = random.pick(stage.reading.hues);
        return lighter(tone_lch(hue.lightness, hue.chroma, hue.degrees + random.between(-9, 9)),
                       lift);
    }
    if (stage.has({"sakura", "樱花", "blossom"}))
        return lighter(tone_lch(0.83F, 0.085F, 358), lift);
    switch (bloom) {
        case Bloom::sunflower:
            return lighter(tone_lch(0.84F, 0.165F, 84), lift);
        case Bloom::lavender:
            return lighter(tone_lch(0.56F, 0.14F, 300), lift);
        case Bloom::lotus:
            return lighter(tone_lch(0.78F, 0.11F, 355), lift);
        default:
            break;
    }
    const Tone choices[] = {
        stage.palette.accent[0], stage.palette.accent[1], stage.palette.accent[2],
        mix(stage.palette.paper, stage.palette.accent[0], 0.12F), tone_lch(0.74F, 0.13F, 355)};
    return lighter(random.pick(choices), lift);
}

void paint_bloom(Stage& stage, Bloom bloom, Vec2 at, float radius, Tone tone, Random& random) {
    switch (bloom) {
        case Bloom::daisy:
            return paint_daisy(stage, at, radius, tone, random, false);
        case Bloom::sunflower:
            return paint_daisy(stage, at, radius, tone, random, true);
        case Bloom::tulip:
            return paint_tulip(stage, at, radius, tone);
        case Bloom::poppy:
            return paint_poppy(stage, at, radius, tone, random);
        case Bloom::lavender:
            return paint_lavender(stage, at, radius, tone, random);
        case Bloom::rose:
            return paint_rose(stage, at, radius, tone, random);
        case Bloom::lotus:
            return paint_lotus(stage, at, radius, tone);
    }
}

void paint_stem(Stage& stage, Vec2 foot, Vec2 head, float width, Tone tone, Random& random) {
    const float sway = (head.y - foot.y) * random.between(-0.08F, 0.08F);
    const Vec2 middle{mix(foot.x, head.x, 0.5F) + sway, mix(foot.y, head.y, 0.5F)};
    fill(stage.surface, stroke({foot, middle, head}, width * 1.2F, width * 0.8F), tone);
    const float length = absolute(foot.y - head.y);
    for (const float side : {-1.0F, 1.0F}) {
        const float t = random.between(0.12F, 0.5F);
        const Vec2 from{mix(foot.x, middle.x, t), mix(foot.y, head.y, t)};
        const float reach = length * random.between(0.14F, 0.26F);
        fill(stage.surface,
             Path::leaf(from, from + Vec2{side * reach, -reach * 0.9F}, reach * 0.34F, 0.5F,
                        -0.12F * side),
             lighter(tone, 0.02F * side));
    }
}

}  // namespace easel::providers::sketch
