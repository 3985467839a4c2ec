#include "providers/sketch/painter/parts/person.h"

namespace easel::providers::sketch {
namespace {

Path face_path(const Look& look) {
    const float jaw = look.square_jaw ? 0.112F : 0.09F;
    const float chin = look.square_jaw ? 0.205F : 0.2F;
    Path out;
    out.move({0, -0.19F}).cubic({0.1F, -0.19F}, {0.15F, -0.11F}, {0.148F, 0});
    out.cubic({0.147F, 0.07F}, {jaw + 0.03F, 0.13F}, {jaw - 0.02F, 0.165F})
        .cubic({jaw - 0.05F, 0.19F}, {0.03F, chin}, {0, chin});
    out.cubic({-0.03F, chin}, {0.05F - jaw, 0.19F}, {0.02F - jaw, 0.165F})
        .cubic({-jaw - 0.03F, 0.13F}, {-0.147F, 0.07F}, {-0.148F, 0});
    out.cubic({-0.15F, -0.11F}, {-0.1F, -0.19F}, {0, -0.19F});
    return out;
}

Tone shadow_of(Tone skin) {
    return mix(darker(skin, 0.1F), tone_lch(0.45F, 0.12F, 30), 0.15F);
}

/// Shoulders and chest down to the edge of the picture.
Path torso(const Model& figure, const Look& look) {
    const float wide = look.square_jaw ? 0.44F : 0.385F;
    const float end = max(figure.bottom(), 0.6F);
    Path out;
    out.move({-0.085F, 0.265F})
        .cubic({-0.16F, 0.32F}, {-wide + 0.1F, 0.315F}, {-wide + 0.04F, 0.37F});
    out.cubic({-wide - 0.01F, 0.41F}, {-wide - 0.02F, 0.5F}, {-wide - 0.03F, end})
        .line({wide + 0.03F, end});
    out.cubic({wide + 0.02F, 0.5F}, {wide + 0.01F, 0.41F}, {wide - 0.04F, 0.37F});
    out.cubic({wide - 0.1F, 0.315F}, {0.16F, 0.32F}, {0.085F, 0.265F}).line({-0.085F, 0.265F});
    return out;
}

void paint_eye(Model& figure, const Look& look, float side) {
    Path white;
    white.move({side * 0.032F, 0.012F})
        .cubic({side * 0.042F, -0.014F}, {side * 0.078F, -0.016F}, {side * 0.092F, 0.008F});
    white.cubic({side * 0.08F, 0.024F}, {side * 0.046F, 0.026F}, {side * 0.032F, 0.012F});
    const Mask limits = figure.mask(white);
    figure.paint(white, tone_lch(0.97F, 0.008F, 80));
    const Tone iris = mix(tone_lch(0.4F, 0.07F, 50), figure.stage().palette.accent[2], 0.35F);
    figure.paint_in(limits, Path::ellipse({side * 0.062F, 0.004F}, 0.0185F, 0.02F),
                    darker(iris, 0.05F));
    figure.paint_in(limits, Path::ellipse({side * 0.062F, 0.004F}, 0.0095F, 0.0105F),
                    tone_lch(0.16F, 0.01F, 40));
    figure.paint_in(limits, Path::ellipse({side * 0.062F + 0.006F, -0.003F}, 0.0048F, 0.0048F),
                    tone_lch(0.99F, 0, 0));
    const Tone lid = mix(look.hair_tone, tone_lch(0.2F, 0.02F, 40), 0.6F);
    figure.paint(stroke({{side * 0.03F, 0.012F},
                         {side * 0.045F, -0.006F},
                         {side * 0.066F, -0.012F},
                         {side * 0.093F, 0.006F}},
                        0.005F, look.lashes ? 0.0105F : 0.007F),
                 lid);
    if (look.lashes)
        figure.paint(
            stroke({{side * 0.088F, 0.002F}, {side * 0.098F, -0.003F}, {side * 0.105F, -0.011F}},
                   0.007F, 0.002F),
            lid);
}

void paint_beard(Model& figure, const Look& look) {
    const Mask limits = figure.mask(face_path(look).scaled(1.03F, 1.05F));
    Path beard;
    beard.move({-0.16F, 0.0F})
        .cubic({-0.135F, 0.06F}, {-0.1F, 0.075F}, {-0.062F, 0.083F})
        .quad({0, 0.065F}, {0.062F, 0.083F});
    beard.cubic({0.1F, 0.075F}, {0.135F, 0.06F}, {0.16F, 0.0F})
        .line({0.2F, 0.28F})
        .line({-0.2F, 0.28F});
    figure.paint_in(limits, beard,
                    figure.down(0, 0.22F, with_alpha(look.hair_tone, 0.85F), look.hair_tone));
}

void paint_collar(Model& figure, const Look& look, float thick) {
    if (look.collar != Collar::round && look.collar != Collar::polo_neck) {
        const Tone edge =
            look.collar == Collar::jacket ? darker(look.cloth, 0.05F) : lighter(look.cloth, 0.06F);
        figure.pair(Path::polygon({{0.082F, 0.255F}, {0.15F, 0.3F}, {0.1F, 0.44F}, {0.0F, 0.42F}}),
                    edge);
        if (look.collar == Collar::jacket)
            figure.pair(Path::polygon({{0.1F, 0.285F},
                                       {0.2F, 0.34F},
                                       {0.165F, 0.45F},
                                       {0.01F, 0.74F},
                                       {0.02F, 0.6F},
                                       {0.07F, 0.45F}}),
                        lighter(look.cloth, 0.05F));
    } else if (look.collar == Collar::polo_neck) {
        figure.paint(
            Path::rectangle({-thick - 0.022F, 0.205F}, 2 * thick + 0.044F, 0.12F, 0.035F),
            figure.down(0.2F, 0.33F, lighter(look.cloth, 0.05F), darker(look.cloth, 0.05F)));
    } else {
        figure.paint(
            stroke(
                {{-0.14F, 0.295F}, {-0.09F, 0.345F}, {0, 0.368F}, {0.09F, 0.345F}, {0.14F, 0.295F}},
                0.022F, 0.022F),
            darker(look.cloth, 0.07F));
    }
}

}  // namespace

void paint_clothes(Model& figure, const Look& look) {
    const Tone shade = shadow_of(look.skin);
    Path neck;
    const float thick = look.square_jaw ? 0.083F : 0.066F;
    neck.move({-thick, 0.08F})
        .line({thick, 0.08F})
        .cubic({thick, 0.22F}, {thick + 0.01F, 0.27F}, {thick + 0.07F, 0.31F});
    neck.quad({0, 0.43F}, {-thick - 0.07F, 0.31F})
        .cubic({-thick - 0.01F, 0.27F}, {-thick, 0.22F}, {-thick, 0.08F});
    if (look.collar == Collar::polo_neck) neck = Path::rectangle({-thick, 0.06F}, 2 * thick, 0.24F);
    const Path body = torso(figure, look);
    const Mask limits = figure.mask(body);
    figure.paint(body, figure.down(0.28F, max(figure.bottom(), 0.7F), lighter(look.cloth, 0.03F),
                                   darker(look.cloth, 0.08F)));
    if (look.collar == Collar::jacket)
        figure.paint_in(limits,
                        Path::polygon({{-0.13F, 0.24F},
                                       {0.13F, 0.24F},
                                       {0.1F, 0.4F},
                                       {0, figure.bottom() + 0.3F},
                                       {-0.1F, 0.4F}}),
                        look.second);
    if (look.collar == Collar::open || look.collar == Collar::jacket)
        figure.paint(Path::polygon({{-0.1F, 0.26F}, {0.1F, 0.26F}, {0, 0.415F}}), look.skin);
    figure.paint(neck, look.skin);
    paint_collar(figure, look, thick);
    const Mask throat = figure.mask(neck);
    if (look.collar != Collar::polo_neck)
        figure.paint_in(throat, Path::ellipse({0.012F, 0.13F}, 0.125F, 0.125F),
                        with_alpha(shade, 0.75F));
    // One side in soft shade, creases at the arms.
    const float end = max(figure.bottom(), 3);
    figure.paint_in(limits, Path::polygon({{0.13F, 0.2F}, {0.7F, 0.2F}, {0.7F, end}, {0.26F, end}}),
                    with_alpha(figure.stage().palette.ink, 0.1F));
    for (const float side : {-1.0F, 1.0F})
        figure.paint(stroke({{side * 0.29F, 0.5F}, {side * 0.275F, 0.6F}, {side * 0.28F, 0.8F}},
                            0.002F, 0.008F),
                     with_alpha(figure.stage().palette.ink, 0.2F));
}

void paint_head(Model& figure, const Look& look) {
    figure.pair(Path::ellipse({0.15F, 0.02F}, 0.026F, 0.042F), darker(look.skin, 0.035F));
    const Path face = face_path(look);
    const Mask limits = figure.mask(face);
    figure.paint(face, look.skin);
    Path side;
    side.move({0.06F, -0.25F})
        .cubic({0.1F, -0.05F}, {0.085F, 0.08F}, {0.02F, 0.25F})
        .line({0.25F, 0.25F})
        .line({0.25F, -0.25F});
    figure.paint_in(limits, side, with_alpha(shadow_of(look.skin), 0.3F));
    // Hair throws a little shade on the brow.
    if (look.hair != Hair::none)
        figure.paint_in(limits, fringe(look.hair).moved({0, 0.018F}),
                        with_alpha(shadow_of(look.skin), 0.5F));
    for (const float x : {-0.088F, 0.088F})
        figure.paint_in(limits, Path::ellipse({x, 0.068F}, 0.034F, 0.021F),
                        with_alpha(tone_lch(0.68F, 0.15F, 22), look.lashes ? 0.24F : 0.1F));
    if (look.beard) paint_beard(figure, look);
}

void paint_features(Model& figure, const Look& look) {
    for (const float side : {-1.0F, 1.0F}) {
        paint_eye(figure, look, side);
        const float thick = look.square_jaw ? 0.0145F : 0.0095F;
        figure.paint(
            stroke({{side * 0.03F, -0.038F}, {side * 0.06F, -0.052F}, {side * 0.1F, -0.04F}}, thick,
                   0.5F * thick),
            mix(look.hair_tone, tone_lch(0.25F, 0.03F, 45), 0.35F));
    }
    const Tone shade = shadow_of(look.skin);
    figure.paint(
        stroke(
            {{0.012F, 0.0F}, {0.02F, 0.05F}, {0.022F, 0.066F}, {0.0F, 0.076F}, {-0.014F, 0.072F}},
            0.003F, 0.007F),
        with_alpha(shade, 0.85F));
    const float smile = 0.008F;
    Path upper;
    upper.move({-0.043F, 0.116F - smile * 0.5F})
        .quad({-0.02F, 0.1F}, {0, 0.109F})
        .quad({0.02F, 0.1F}, {0.043F, 0.116F - smile * 0.5F})
        .quad({0, 0.128F}, {-0.043F, 0.116F - smile * 0.5F});
    Path lower;
    lower.move({-0.04F, 0.116F})
        .quad({0, 0.126F}, {0.04F, 0.116F})
        .quad({0.018F, 0.142F}, {0, 0.142F})
        .quad({-0.018F, 0.142F}, {-0.04F, 0.116F});
    figure.paint(lower, lighter(look.lips, 0.035F));
    figure.paint(upper, darker(look.lips, 0.04F));
    figure.paint(stroke({{-0.045F, 0.113F}, {-0.02F, 0.119F}, {0.02F, 0.119F}, {0.045F, 0.113F}},
                        0.004F, 0.004F),
                 mix(look.lips, tone_lch(0.25F, 0.06F, 25), 0.6F));
}

void paint_glasses(Model& figure, const Look& look) {
    if (!look.glasses) return;
    const Tone frame = with_alpha(figure.stage().palette.ink, 0.9F);
    for (const float side : {-1.0F, 1.0F}) {
        const Vec2 eye{side * 0.064F, 0.006F};
        figure.paint(Path::ellipse(eye, 0.05F, 0.044F),
                     with_alpha(figure.stage().palette.paper, 0.14F));
        Path rim = Path::ellipse(eye, 0.052F, 0.046F);
        rim.add(Path::ellipse(eye, 0.045F, 0.039F).scaled(-1, 1).moved({2 * eye.x, 0}));
        figure.paint(rim, frame);
        figure.paint(
            stroke({{side * 0.114F, -0.002F}, {side * 0.135F, -0.006F}, {side * 0.155F, -0.004F}},
                   0.007F, 0.006F),
            frame);
    }
    figure.paint(stroke({{-0.016F, 0.0F}, {0, -0.006F}, {0.016F, 0.0F}}, 0.006F, 0.006F), frame);
}

void paint_extras(Model& figure, const Look& look) {
    if (look.earrings)
        figure.pair(Path::ellipse({0.156F, 0.082F}, 0.0125F, 0.018F),
                    figure.stage().palette.accent[1]);
    if (look.hat) {
        const Tone felt = mix(look.cloth, figure.stage().palette.ink, 0.35F);
        Path dome;
        dome.move({-0.165F, -0.12F})
            .cubic({-0.17F, -0.3F}, {-0.1F, -0.345F}, {0, -0.325F})
            .cubic({0.1F, -0.345F}, {0.17F, -0.3F}, {0.165F, -0.12F});
        figure.paint(dome, figure.down(-0.34F, -0.1F, lighter(felt, 0.05F), felt));
        figure.paint(
            Path::polygon(
                {{-0.168F, -0.165F}, {0.168F, -0.165F}, {0.166F, -0.11F}, {-0.166F, -0.11F}}),
            look.second);
        figure.paint(Path::blob({{-0.29F, -0.095F},
                                 {-0.15F, -0.135F},
                                 {0, -0.125F},
                                 {0.15F, -0.135F},
                                 {0.29F, -0.095F},
                                 {0.15F, -0.085F},
                                 {0, -0.075F},
                                 {-0.15F, -0.085F}}),
                     darker(felt, 0.02F));
    }
}

}  // namespace easel::providers::sketch
