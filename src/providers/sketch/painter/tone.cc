#include "providers/sketch/painter/tone.h"

#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {
namespace {

struct Linear {
    float r, g, b;
};

Linear to_linear(float l, float a, float b) {
    const float long_root = l + 0.3963377774F * a + 0.2158037573F * b;
    const float medium_root = l - 0.1055613458F * a - 0.0638541728F * b;
    const float short_root = l - 0.0894841775F * a - 1.2914855480F * b;
    const float l3 = long_root * long_root * long_root;
    const float m3 = medium_root * medium_root * medium_root;
    const float s3 = short_root * short_root * short_root;
    return {4.0767416621F * l3 - 3.3077115913F * m3 + 0.2309699292F * s3,
            -1.2684380046F * l3 + 2.6097574011F * m3 - 0.3413193965F * s3,
            -0.0041960863F * l3 - 0.7034186147F * m3 + 1.7076147010F * s3};
}

bool in_gamut(Linear c) {
    constexpr float slack = 0.0005F;
    const auto fits = [](float x) { return x >= -slack && x <= 1.0F + slack; };
    return fits(c.r) && fits(c.g) && fits(c.b);
}

/// x^(1/2.4) is the fifth power of the twelfth root.
float encode(float x) {
    const double v = clamp01(x);
    if (v <= 0.0031308) return static_cast<float>(12.92 * v);
    const float twelfth = square_root(square_root(static_cast<float>(cube_root(v))));
    const float square = twelfth * twelfth;
    return 1.055F * square * square * twelfth - 0.055F;
}

}  // namespace

Tone tone(Lch lch) {
    return tone_lch(lch.l, lch.c, lch.h);
}

Tone tone_lch(float l, float c, float h) {
    return {l, c * cosine(h / 360.0F), c * sine(h / 360.0F), 1};
}

Tone mix(Tone from, Tone to, float t) {
    return {mix(from.l, to.l, t), mix(from.a, to.a, t), mix(from.b, to.b, t),
            mix(from.alpha, to.alpha, t)};
}

Tone with_alpha(Tone t, float alpha) {
    return {t.l, t.a, t.b, alpha};
}
Tone lighter(Tone t, float by) {
    return {clamp01(t.l + by), t.a, t.b, t.alpha};
}
Tone saturated(Tone t, float factor) {
    return {t.l, t.a * factor, t.b * factor, t.alpha};
}
float chroma(Tone t) {
    return square_root(t.a * t.a + t.b * t.b);
}

Rgba to_srgb(Tone t) {
    const float l = clamp01(t.l);
    Linear c = to_linear(l, t.a, t.b);
    if (!in_gamut(c)) {
        float low = 0;
        float high = 1;
        for (int step = 0; step < 8; ++step) {
            const float middle = 0.5F * (low + high);
            (in_gamut(to_linear(l, t.a * middle, t.b * middle)) ? low : high) = middle;
        }
        c = to_linear(l, t.a * low, t.b * low);
    }
    return {encode(c.r), encode(c.g), encode(c.b), clamp01(t.alpha)};
}

}  // namespace easel::providers::sketch
