#pragma once

#include <cstdint>

/// Arithmetic that gives the same bits on every machine: only + - * / and comparisons, no libm.
/// (The compiler must not fuse multiply and add: -ffp-contract=off where the target has FMA.)
namespace easel::providers::sketch {

/// A point or a direction in units of the shorter side, y downwards.
struct Vec2 {
    float x = 0;
    float y = 0;
};
constexpr Vec2 operator+(Vec2 a, Vec2 b) {
    return {a.x + b.x, a.y + b.y};
}
constexpr Vec2 operator-(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
constexpr Vec2 operator*(Vec2 a, float k) {
    return {a.x * k, a.y * k};
}
constexpr float dot(Vec2 a, Vec2 b) {
    return a.x * b.x + a.y * b.y;
}

constexpr float min(float a, float b) {
    return b < a ? b : a;
}
constexpr float max(float a, float b) {
    return a < b ? b : a;
}
constexpr float absolute(float x) {
    return x < 0 ? -x : x;
}
constexpr float clamp(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
}
constexpr float clamp01(float x) {
    return clamp(x, 0.0F, 1.0F);
}
constexpr float mix(float a, float b, float t) {
    return a + (b - a) * t;
}

/// 0 below `from`, 1 above `to`, smooth between; also downhill when from > to.
constexpr float smoothstep(float from, float to, float x) {
    const float t = clamp01((x - from) / (to - from));
    return t * t * (3.0F - 2.0F * t);
}

/// Rounds down; |x| must be below 2^31.
constexpr int floor_int(float x) {
    const int whole = static_cast<int>(x);
    return static_cast<float>(whole) > x ? whole - 1 : whole;
}

/// Sine of an angle in turns (1 = 360 degrees), good to 0.001: enough for drawing.
constexpr float sine(float turns) {
    const float t = turns - static_cast<float>(floor_int(turns + 0.5F));
    const float y = 8.0F * t - 16.0F * t * absolute(t);
    return 0.225F * (y * absolute(y) - y) + y;
}
constexpr float cosine(float turns) {
    return sine(turns + 0.25F);
}
constexpr Vec2 direction(float turns) {
    return {cosine(turns), sine(turns)};
}

/// IEEE square root, correctly rounded everywhere.
float square_root(float x);
/// Real cube root of x >= 0 by Newton's method.
double cube_root(double x);

}  // namespace easel::providers::sketch
