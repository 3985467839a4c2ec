#include "providers/sketch/painter/palette.h"

#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {
namespace {

Tone towards(Tone t, Hue hue, float strength) {
    // Lightness stays, so that depth and time of day survive the tint.
    const float c = hue.chroma == 0 ? 0.008F : max(chroma(t), 0.55F * hue.chroma);
    Tone wanted = tone_lch(t.l, c, hue.degrees);
    wanted.alpha = t.alpha;
    return mix(t, wanted, strength);
}

Tone plain(Hue hue) {
    return tone_lch(hue.lightness, hue.chroma, hue.degrees);
}

template <class Change>
void for_each_tone(Palette& palette, Change change) {
    for (Tone& t : palette.sky)
        t = change(t);
    for (Tone* t :
         {&palette.light, &palette.glow, &palette.far, &palette.near, &palette.ink, &palette.paper})
        *t = change(*t);
    for (Tone& t : palette.accent)
        t = change(t);
}

}  // namespace

Tone Palette::land(float depth) const {
    return mix(far, near, clamp01(depth));
}

Tone Palette::sky_at(float height) const {
    const float place = clamp01(height) * 3.0F;
    const auto index = static_cast<std::size_t>(min(place, 2.0F));
    return mix(sky[index], sky[index + 1], place - static_cast<float>(index));
}

Tone turned(Tone t, float degrees) {
    const float c = cosine(degrees / 360.0F);
    const float s = sine(degrees / 360.0F);
    return {t.l, t.a * c - t.b * s, t.a * s + t.b * c, t.alpha};
}

const Palette& palette_named(std::string_view name) {
    for (const Palette& palette : palettes())
        if (palette.name == name) return palette;
    return palettes().front();
}

Palette jittered(const Palette& palette, Random random) {
    Palette out = palette;
    const float all = random.between(-9, 9);
    for_each_tone(out, [all](Tone t) { return turned(t, all); });
    const float land = random.between(-10, 10);
    out.far = turned(out.far, land);
    out.near = turned(out.near, land);
    const float lift = random.between(-0.025F, 0.025F);
    for (Tone& t : out.sky)
        t = lighter(t, lift);
    return out;
}

Palette tinted(const Palette& palette, std::span<const Hue> hues, float strength) {
    if (hues.empty()) return palette;
    const Hue first = hues.front();
    const Hue last = hues.back();
    Palette out = palette;
    // One word of earth or leaf ("green hills") leaves the sky alone.
    const bool earthly = hues.size() == 1 && first.degrees > 40 && first.degrees < 160 &&
                         first.chroma > 0 && first.chroma < 0.155F && first.lightness < 0.65F;
    if (!earthly)
        for (Tone& t : out.sky)
            t = towards(t, first, strength);
    out.glow = towards(out.glow, first, 0.5F * strength);
    out.light = towards(out.light, last, 0.3F * strength);
    out.far = towards(out.far, first, 0.8F * strength);
    out.near = towards(out.near, last, strength);
    out.ink = towards(out.ink, first, 0.5F * strength);
    out.accent[0] = plain(last);
    out.accent[1] = mix(out.accent[1], plain(first), 0.6F);
    return out;
}

}  // namespace easel::providers::sketch
