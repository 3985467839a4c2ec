#include "providers/sketch/painter/parts/beast.h"

#include <span>

#include "providers/sketch/painter/parts/model.h"

namespace easel::providers::sketch {
namespace {

// The measure: (0, 0) lies between the front paws, the top of the head at about -0.86.

Tone tone_of_ink() {
    return tone_lch(0.2F, 0.02F, 40);
}

void paint_tail(Model& model, const Beast& beast) {
    if (beast.tail == Tail::none) return;
    if (beast.tail == Tail::tassel) {
        model.paint(stroke({{0.2F, -0.16F}, {0.31F, -0.2F}, {0.37F, -0.12F}, {0.38F, -0.04F}},
                           0.05F, 0.03F),
                    darker(beast.coat, 0.04F));
        model.paint(Path::leaf({0.378F, -0.13F}, {0.395F, 0.04F}, 0.075F, 0.62F, 0.05F),
                    beast.mark);
        return;
    }
    if (beast.tail == Tail::slim) {
        model.paint(
            stroke(
                {{0.15F, -0.06F}, {0.34F, -0.03F}, {0.44F, -0.15F}, {0.39F, -0.3F}, {0.45F, -0.4F}},
                0.075F, 0.055F),
            model.shaded(-0.4F, 0, darker(beast.coat, 0.03F)));
        return;
    }
    const Path brush = Path::blob({{0.12F, -0.03F},
                                   {0.34F, 0.0F},
                                   {0.52F, -0.1F},
                                   {0.58F, -0.3F},
                                   {0.5F, -0.53F},
                                   {0.47F, -0.36F},
                                   {0.36F, -0.2F},
                                   {0.2F, -0.14F}});
    const Mask limits = model.mask(brush);
    model.paint(brush, model.shaded(-0.5F, 0, darker(beast.coat, 0.02F)));
    model.paint_in(limits,
                   Path::polygon({{0.36F, -0.36F},
                                  {0.43F, -0.31F},
                                  {0.47F, -0.36F},
                                  {0.52F, -0.3F},
                                  {0.56F, -0.35F},
                                  {0.66F, -0.32F},
                                  {0.6F, -0.6F},
                                  {0.4F, -0.6F}}),
                   beast.chest);
}

struct Spot {
    Vec2 at;
    float rx, ry, turn;
};
// Not the same on both sides, as on a real coat.
constexpr Spot body_spots[] = {{{-0.17F, -0.3F}, 0.07F, 0.1F, 0.05F},
                               {{0.2F, -0.13F}, 0.09F, 0.08F, 0},
                               {{0.13F, -0.45F}, 0.05F, 0.06F, -0.08F},
                               {{-0.2F, -0.06F}, 0.06F, 0.05F, 0}};
constexpr Spot head_spots[] = {{{0.12F, -0.73F}, 0.08F, 0.11F, 0.06F},
                               {{-0.2F, -0.82F}, 0.07F, 0.06F, 0}};

void paint_blotches(Model& model, const Mask& limits, const Beast& beast,
                    std::span<const Spot> spots) {
    for (const Spot& spot : spots)
        model.paint_in(limits, Path::ellipse(spot.at, spot.rx, spot.ry, spot.turn), beast.mark);
}

void paint_body(Model& model, const Beast& beast) {
    const Path body = Path::blob({{0, -0.6F},
                                  {0.13F, -0.5F},
                                  {0.19F, -0.32F},
                                  {0.255F, -0.12F},
                                  {0.2F, 0.0F},
                                  {0, 0.012F},
                                  {-0.2F, 0.0F},
                                  {-0.255F, -0.12F},
                                  {-0.19F, -0.32F},
                                  {-0.13F, -0.5F}});
    const Mask limits = model.mask(body);
    model.paint(body, model.shaded(-0.6F, 0, beast.coat));
    const Path haunch = Path::ellipse({0.175F, -0.11F}, 0.095F, 0.125F);
    for (const float side : {1.0F, -1.0F})
        model.paint_in(limits, haunch.scaled(side, 1), darker(beast.coat, 0.045F));
    model.paint_in(limits,
                   Path::blob({{0, -0.62F},
                               {0.105F, -0.5F},
                               {0.1F, -0.33F},
                               {0, -0.16F},
                               {-0.1F, -0.33F},
                               {-0.105F, -0.5F}}),
                   model.shaded(-0.6F, -0.1F, beast.chest));
    if (beast.stripes)
        for (int i = 0; i < 4; ++i)
            for (const float side : {1.0F, -1.0F}) {
                const float y = -0.44F + 0.1F * static_cast<float>(i);
                model.paint_in(
                    limits, Path::leaf({side * 0.3F, y - 0.03F}, {side * 0.1F, y + 0.01F}, 0.03F),
                    beast.mark);
            }
    const Tone limb = beast.patches ? beast.mark : beast.coat;
    model.pair(Path::rectangle({0.015F, -0.33F}, 0.085F, 0.345F, 0.042F),
               model.shaded(-0.33F, 0.02F, limb));
    if (beast.spots) paint_blotches(model, limits, beast, body_spots);
    const bool socks = beast.tail == Tail::bushy;
    if (socks) model.pair(Path::rectangle({0.015F, -0.13F}, 0.085F, 0.145F, 0.042F), beast.mark);
    model.pair(Path::ellipse({0.062F, -0.005F}, 0.062F, 0.032F),
               socks || beast.patches ? beast.mark : lighter(beast.chest, 0.01F));
    model.pair(Path::ellipse({0.2F, -0.005F}, 0.07F, 0.032F),
               beast.patches ? beast.mark : darker(beast.coat, 0.03F));
    if (beast.hoofs) {
        const Tone horn = tone_lch(0.32F, 0.03F, 50);
        model.pair(Path::rectangle({0.008F, -0.035F}, 0.1F, 0.055F, 0.02F), horn);
        model.pair(Path::rectangle({0.14F, -0.03F}, 0.11F, 0.05F, 0.02F), darker(horn, 0.04F));
    }
}

void paint_ears(Model& model, const Beast& beast) {
    const Tone inner = mix(beast.coat, tone_lch(0.76F, 0.09F, 20), 0.65F);
    switch (beast.ears) {
        case Ears::pointed:
        case Ears::tall: {
            const float tip = beast.ears == Ears::tall ? -1.04F : -0.97F;
            Path ear;
            ear.move({0.05F, -0.83F})
                .quad({0.1F, tip + 0.08F}, {0.185F, tip})
                .quad({0.235F, -0.83F}, {0.21F, -0.68F});
            model.pair(ear, beast.coat);
            if (beast.ears == Ears::tall) {
                Path dark;
                dark.move({0.148F, tip + 0.05F})
                    .line({0.185F, tip})
                    .quad({0.215F, tip + 0.1F}, {0.215F, tip + 0.13F});
                model.pair(dark, beast.mark);
            }
            Path hollow;
            hollow.move({0.09F, -0.82F})
                .quad({0.13F, tip + 0.12F}, {0.175F, tip + 0.07F})
                .quad({0.2F, -0.82F}, {0.18F, -0.72F});
            model.pair(hollow, beast.ears == Ears::tall ? beast.chest : inner);
            break;
        }
        case Ears::floppy:
            break;  // hang over the head: painted after it
        case Ears::rabbit:
            model.pair(Path::leaf({0.06F, -0.78F}, {0.13F, -1.24F}, 0.12F, 0.62F, 0.06F),
                       beast.coat);
            model.pair(Path::leaf({0.065F, -0.82F}, {0.125F, -1.19F}, 0.06F, 0.62F, 0.06F), inner);
            break;
        case Ears::upright:
            model.pair(Path::leaf({0.1F, -0.76F}, {0.155F, -1.02F}, 0.085F, 0.5F, 0.08F),
                       beast.coat);
            model.pair(Path::leaf({0.105F, -0.8F}, {0.15F, -0.98F}, 0.042F, 0.5F, 0.08F), inner);
            break;
        case Ears::sideways:
            model.pair(Path::leaf({0.14F, -0.79F}, {0.36F, -0.77F}, 0.115F, 0.5F, 0.1F),
                       darker(beast.coat, 0.03F));
            model.pair(Path::leaf({0.17F, -0.785F}, {0.33F, -0.765F}, 0.06F, 0.5F, 0.1F), inner);
            break;
        case Ears::round:
            model.pair(Path::ellipse({0.15F, -0.87F}, 0.075F, 0.075F),
                       beast.patches ? beast.mark : beast.coat);
            if (!beast.patches) model.pair(Path::ellipse({0.15F, -0.865F}, 0.042F, 0.042F), inner);
            break;
    }
}

void paint_horns(Model& model, const Beast& beast) {
    if (beast.horns == Horns::bull)
        model.pair(stroke({{0.1F, -0.84F}, {0.19F, -0.885F}, {0.235F, -0.97F}, {0.215F, -1.03F}},
                          0.055F, 0.012F),
                   tone_lch(0.86F, 0.03F, 80));
    if (beast.horns != Horns::antlers) return;
    const Tone bone = tone_lch(0.55F, 0.055F, 62);
    model.pair(
        stroke({{0.07F, -0.82F}, {0.1F, -0.95F}, {0.19F, -1.05F}, {0.21F, -1.2F}}, 0.036F, 0.014F),
        bone);
    model.pair(stroke({{0.1F, -0.95F}, {0.07F, -1.02F}, {0.08F, -1.1F}}, 0.026F, 0.011F), bone);
    model.pair(stroke({{0.165F, -1.02F}, {0.24F, -1.04F}, {0.285F, -1.12F}}, 0.026F, 0.011F), bone);
    model.pair(stroke({{0.2F, -1.1F}, {0.165F, -1.15F}, {0.155F, -1.22F}}, 0.022F, 0.01F), bone);
}

/// Hair between the ears and down one side of the neck.
void paint_forelock(Model& model, const Beast& beast) {
    for (int i = 0; i < 5; ++i) {
        const float t = static_cast<float>(i);
        model.paint(Path::leaf({0.16F - 0.02F * t, -0.84F + 0.05F * t},
                               {0.25F - 0.006F * t, -0.6F + 0.1F * t}, 0.1F, 0.5F, 0.12F),
                    darker(beast.mark, 0.012F * t));
    }
}

void paint_mane(Model& model, const Beast& beast) {
    for (int i = 0; i < 18; ++i) {
        const Vec2 d = direction(static_cast<float>(i) / 18.0F);
        model.paint(Path::leaf(Vec2{0, -0.7F} + d * 0.12F,
                               Vec2{0, -0.69F} + Vec2{d.x * 0.36F, d.y * 0.33F}, 0.15F, 0.55F),
                    i % 2 == 0 ? beast.mark : darker(beast.mark, 0.05F));
    }
}

void paint_eyes(Model& model, const Beast& beast) {
    if (beast.patches) model.pair(Path::ellipse({0.094F, -0.7F}, 0.05F, 0.062F, 0.06F), beast.mark);
    // A dark coat would swallow dark eyes: they get an iris, as all cats do.
    if (beast.coat.l < 0.5F || beast.ears == Ears::pointed)
        model.pair(Path::ellipse({0.092F, -0.705F}, 0.037F, 0.04F),
                   tone_lch(0.8F, 0.14F, beast.coat.l < 0.5F ? 95 : 130));
    model.pair(Path::ellipse({0.092F, -0.705F}, 0.029F, 0.036F),
               beast.patches ? tone_lch(0.12F, 0.01F, 40) : tone_of_ink());
    const Tone spark = tone_lch(0.99F, 0, 0);
    for (const float side : {1.0F, -1.0F}) {
        disc(model.stage().surface, model.at(side * 0.092F + 0.011F, -0.717F),
             0.0095F * model.size(), spark);
        disc(model.stage().surface, model.at(side * 0.092F - 0.01F, -0.692F),
             0.0045F * model.size(), with_alpha(spark, 0.8F));
    }
}

void paint_head(Model& model, const Beast& beast) {
    const float chin = -0.545F + 0.015F * beast.muzzle;
    const float wide = 0.225F + (beast.cheeks ? 0.02F : 0.0F);
    const Path head = Path::blob({{0, -0.86F},
                                  {0.13F, -0.835F},
                                  {0.205F, -0.74F},
                                  {wide, -0.645F},
                                  {0.13F, -0.57F},
                                  {0, chin},
                                  {-0.13F, -0.57F},
                                  {-wide, -0.645F},
                                  {-0.205F, -0.74F},
                                  {-0.13F, -0.835F}});
    const Mask limits = model.mask(head);
    model.paint(Path::ellipse({0, -0.545F}, 0.13F, 0.04F), with_alpha(tone_of_ink(), 0.16F));
    model.paint(head, model.shaded(-0.86F, -0.54F, beast.coat));
    if (beast.cheeks) {
        Path cheek;
        cheek.move({0, -0.66F})
            .quad({0.05F, -0.655F}, {0.075F, -0.665F})
            .quad({0.15F, -0.68F}, {0.26F, -0.7F})
            .line({0.26F, -0.5F})
            .line({0, -0.5F});
        for (const float side : {1.0F, -1.0F})
            model.paint_in(limits, cheek.scaled(side, 1), beast.chest);
    }
    if (beast.spots) paint_blotches(model, limits, beast, head_spots);
    if (beast.stripes) {
        for (const float x : {-0.045F, 0.0F, 0.045F})
            model.paint_in(limits, Path::leaf({x, -0.88F}, {x * 0.8F, -0.77F}, 0.024F), beast.mark);
        for (const float side : {1.0F, -1.0F})
            for (const float y : {-0.68F, -0.64F})
                model.paint_in(limits,
                               Path::leaf({side * 0.26F, y - 0.015F}, {side * 0.16F, y}, 0.018F),
                               beast.mark);
    }
}

/// The long soft muzzle of a grazer.
void paint_muzzle(Model& model, const Beast& beast) {
    const Path muzzle = Path::blob({{0, -0.66F},
                                    {0.085F, -0.625F},
                                    {0.125F, -0.555F},
                                    {0.09F, -0.485F},
                                    {0, -0.465F},
                                    {-0.09F, -0.485F},
                                    {-0.125F, -0.555F},
                                    {-0.085F, -0.625F}});
    model.paint(muzzle, model.shaded(-0.66F, -0.46F, beast.chest));
    const Tone dark = mix(beast.chest, tone_of_ink(), 0.7F);
    model.pair(Path::ellipse({0.05F, -0.575F}, 0.014F, 0.02F, 0.08F), dark);
    model.paint(stroke({{-0.05F, -0.51F}, {0, -0.497F}, {0.05F, -0.51F}}, 0.008F, 0.006F), dark);
    if (beast.ears == Ears::upright)
        model.paint(Path::leaf({0, -0.83F}, {0.005F, -0.68F}, 0.13F, 0.35F), beast.mark);
}

void paint_snout(Model& model, const Beast& beast) {
    if (beast.hoofs) return paint_muzzle(model, beast);
    const float jaw = beast.muzzle;
    model.paint(Path::ellipse({0, -0.6F}, 0.068F + 0.014F * jaw, 0.046F + 0.012F * jaw),
                beast.chest);
    model.pair(Path::ellipse({0.15F, -0.635F}, 0.03F, 0.018F),
               with_alpha(tone_lch(0.74F, 0.13F, 20), 0.45F));
    const float nose = -0.632F + 0.012F * jaw;
    const Tone snout = jaw < 0.3F ? tone_lch(0.66F, 0.1F, 20) : tone_of_ink();
    model.paint(Path::blob({{0, nose + 0.022F},
                            {0.026F + 0.006F * jaw, nose - 0.006F},
                            {0, nose - 0.014F},
                            {-0.026F - 0.006F * jaw, nose - 0.006F}}),
                snout);
    for (const float side : {1.0F, -1.0F})
        model.paint(
            stroke(
                {{0, nose + 0.016F}, {side * 0.01F, nose + 0.042F}, {side * 0.042F, nose + 0.04F}},
                0.008F, 0.006F),
            tone_of_ink());
    if (jaw < 0.3F || beast.stripes)
        for (const float side : {1.0F, -1.0F})
            for (const float y : {-0.012F, 0.018F})
                model.paint(stroke({{side * 0.085F, -0.602F + 0.4F * y},
                                    {side * 0.18F, -0.612F + y},
                                    {side * 0.27F, -0.612F + 1.9F * y}},
                                   0.005F, 0.002F),
                            with_alpha(tone_lch(0.98F, 0, 0), 0.75F));
}

void paint_hanging_ears(Model& model, const Beast& beast) {
    if (beast.ears != Ears::floppy) return;
    model.pair(Path::blob({{0.1F, -0.845F},
                           {0.19F, -0.83F},
                           {0.265F, -0.7F},
                           {0.25F, -0.57F},
                           {0.185F, -0.61F},
                           {0.165F, -0.73F}}),
               model.shaded(-0.84F, -0.57F, beast.mark));
}

}  // namespace

void paint_beast(Stage& stage, const Beast& beast, Vec2 foot, float size) {
    Model model(stage, foot, size, stage.random("facing").sign());
    model.paint(Path::ellipse({0.04F, 0.012F}, 0.42F, 0.035F),
                with_alpha(stage.palette.ink, 0.25F));
    paint_tail(model, beast);
    paint_body(model, beast);
    if (beast.mane) paint_mane(model, beast);
    paint_horns(model, beast);
    paint_ears(model, beast);
    paint_head(model, beast);
    if (beast.ears == Ears::upright) paint_forelock(model, beast);
    paint_eyes(model, beast);
    paint_snout(model, beast);
    paint_hanging_ears(model, beast);
}

}  // namespace easel::providers::sketch
