#pragma once

namespace easel::providers::sketch {

/// A colour as the eye sees it: OKLab (Björn Ottosson, 2020) and opacity. Mixing two of them is a
/// straight line that looks even.
struct Tone {
    float l = 0;  ///< lightness, 0 .. 1
    float a = 0;
    float b = 0;
    float alpha = 1;
};

/// Lightness 0 .. 1, chroma 0 .. 0.3, hue in degrees (30 red, 90 yellow, 145 green, 255 blue).
struct Lch {
    float l = 0;
    float c = 0;
    float h = 0;
};

Tone tone(Lch lch);
constexpr Tone tone(float l, float a, float b) {
    return {l, a, b, 1};
}
/// The hue may be anything; degrees.
Tone tone_lch(float l, float c, float h);

Tone mix(Tone from, Tone to, float t);
Tone with_alpha(Tone t, float alpha);
Tone lighter(Tone t, float by);
inline Tone darker(Tone t, float by) {
    return lighter(t, -by);
}
/// Chroma times `factor`.
Tone saturated(Tone t, float factor);
float chroma(Tone t);

/// Straight sRGB, 0 .. 1, brought into gamut by giving up chroma.
struct Rgba {
    float r = 0;
    float g = 0;
    float b = 0;
    float a = 1;
};
Rgba to_srgb(Tone t);

}  // namespace easel::providers::sketch
