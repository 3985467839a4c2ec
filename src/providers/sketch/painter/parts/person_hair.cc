#include "providers/sketch/painter/parts/person.h"

namespace easel::providers::sketch {
namespace {

void paint_curls(Model& figure, const Look& look, bool behind) {
    Random random(behind ? 11 : 12);
    const int count = behind ? 26 : 15;
    for (int i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count - 1);
        const float reach = behind ? 0.42F : 0.2F;
        const Vec2 d = direction(-0.25F + (t - 0.5F) * 2.0F * reach);
        const float r = random.between(0.05F, 0.068F);
        const float out = behind ? 0.2F : 0.178F;
        figure.paint(Path::ellipse({d.x * out * 0.95F, d.y * out - 0.03F}, r, r),
                     lighter(look.hair_tone, random.between(-0.015F, 0.03F)));
    }
}

}  // namespace

Path fringe(Hair hair) {
    Path out;
    if (hair == Hair::cropped || hair == Hair::parted) {
        const float part = hair == Hair::parted ? -0.06F : 0.03F;
        out.move({-0.158F, 0.015F}).cubic({-0.185F, -0.12F}, {-0.15F, -0.245F}, {-0.02F, -0.25F});
        out.cubic({0.11F, -0.26F}, {0.185F, -0.15F}, {0.158F, 0.015F}).line({0.145F, 0.01F});
        out.cubic({0.15F, -0.05F}, {0.14F, -0.09F}, {0.12F, -0.105F})
            .cubic({0.05F, -0.085F}, {part + 0.02F, -0.1F}, {part, -0.135F});
        out.cubic({part - 0.03F, -0.1F}, {-0.1F, -0.09F}, {-0.125F, -0.085F})
            .cubic({-0.145F, -0.05F}, {-0.147F, -0.02F}, {-0.145F, 0.01F});
        return out;
    }
    out.move({-0.165F, 0.06F}).cubic({-0.195F, -0.13F}, {-0.14F, -0.245F}, {0, -0.245F});
    out.cubic({0.14F, -0.245F}, {0.195F, -0.13F}, {0.165F, 0.06F})
        .cubic({0.16F, -0.02F}, {0.14F, -0.07F}, {0.1F, -0.1F});
    out.cubic({0.06F, -0.125F}, {-0.01F, -0.14F}, {-0.045F, -0.165F})
        .cubic({-0.06F, -0.1F}, {-0.15F, -0.06F}, {-0.165F, 0.06F});
    return out;
}

void paint_hair_behind(Model& figure, const Look& look) {
    const Tone tone = darker(look.hair_tone, 0.05F);
    const Brush brush = figure.down(-0.25F, 0.55F, tone, darker(tone, 0.06F));
    Path out;
    switch (look.hair) {
        case Hair::long_straight:
            out.move({0, -0.255F})
                .cubic({0.15F, -0.255F}, {0.205F, -0.13F}, {0.2F, 0.02F})
                .cubic({0.2F, 0.2F}, {0.225F, 0.36F}, {0.215F, 0.52F});
            out.quad({0, 0.58F}, {-0.215F, 0.52F})
                .cubic({-0.225F, 0.36F}, {-0.2F, 0.2F}, {-0.2F, 0.02F})
                .cubic({-0.205F, -0.13F}, {-0.15F, -0.255F}, {0, -0.255F});
            return figure.paint(out, brush);
        case Hair::wavy:
            return figure.paint(Path::blob({{0, -0.26F},
                                            {0.16F, -0.19F},
                                            {0.205F, -0.04F},
                                            {0.2F, 0.1F},
                                            {0.25F, 0.22F},
                                            {0.23F, 0.36F},
                                            {0.27F, 0.47F},
                                            {0.2F, 0.55F},
                                            {0, 0.5F},
                                            {-0.2F, 0.55F},
                                            {-0.27F, 0.47F},
                                            {-0.23F, 0.36F},
                                            {-0.25F, 0.22F},
                                            {-0.2F, 0.1F},
                                            {-0.205F, -0.04F},
                                            {-0.16F, -0.19F}}),
                                brush);
        case Hair::bob:
            out.move({0, -0.255F})
                .cubic({0.16F, -0.255F}, {0.205F, -0.12F}, {0.205F, 0.02F})
                .cubic({0.205F, 0.12F}, {0.22F, 0.17F}, {0.19F, 0.215F});
            out.quad({0, 0.26F}, {-0.19F, 0.215F})
                .cubic({-0.22F, 0.17F}, {-0.205F, 0.12F}, {-0.205F, 0.02F})
                .cubic({-0.205F, -0.12F}, {-0.16F, -0.255F}, {0, -0.255F});
            return figure.paint(out, brush);
        case Hair::bun:
            figure.paint(Path::ellipse({0.03F, -0.29F}, 0.085F, 0.078F),
                         figure.down(-0.37F, -0.21F, look.hair_tone, tone));
            return figure.paint(Path::ellipse({0, -0.07F}, 0.172F, 0.185F), tone);
        case Hair::curls:
            return paint_curls(figure, look, true);
        case Hair::cropped:
        case Hair::parted:
        case Hair::none:
            return;
    }
}

void paint_hair_before(Model& figure, const Look& look) {
    if (look.hair == Hair::none) return;
    const Path top = fringe(look.hair);
    const Brush brush =
        figure.down(-0.25F, 0.05F, lighter(look.hair_tone, 0.02F), darker(look.hair_tone, 0.02F));
    figure.paint(top, brush);
    if (look.hair == Hair::curls) paint_curls(figure, look, false);
    const Mask limits = figure.mask(top);
    const Tone gloss = with_alpha(lighter(look.hair_tone, 0.16F), 0.35F);
    for (const float x : {-0.11F, -0.075F, 0.085F})
        figure.paint_in(
            limits,
            stroke({{x * 0.55F, -0.24F}, {x * 0.95F, -0.17F}, {x * 1.2F, -0.08F}}, 0.003F, 0.009F),
            gloss);
    if (look.hair == Hair::long_straight || look.hair == Hair::wavy) {
        const float wave = look.hair == Hair::wavy ? 0.035F : 0.005F;
        Path lock;
        lock.move({-0.15F, -0.08F})
            .cubic({-0.185F, 0.06F}, {-0.13F - wave, 0.18F}, {-0.165F, 0.3F})
            .cubic({-0.19F + wave, 0.38F}, {-0.15F, 0.44F}, {-0.175F, 0.52F});
        lock.cubic({-0.235F, 0.47F}, {-0.24F, 0.36F}, {-0.21F, 0.24F})
            .cubic({-0.19F, 0.14F}, {-0.21F, 0.0F}, {-0.15F, -0.08F});
        figure.pair(lock, figure.down(-0.1F, 0.52F, look.hair_tone, darker(look.hair_tone, 0.05F)));
    }
}

}  // namespace easel::providers::sketch
