#include "providers/sketch/painter/brush.h"

#include <algorithm>

namespace easel::providers::sketch {
namespace {

Lanes premultiplied(Tone t) {
    const Rgba c = to_srgb(t);
    return Lanes{c.r * c.a, c.g * c.a, c.b * c.a, c.a};
}

Tone tone_at(std::initializer_list<Stop> stops, float t) {
    const Stop* below = stops.begin();
    for (const Stop& stop : stops) {
        if (stop.at >= t) {
            const float span = stop.at - below->at;
            return span <= 0 ? stop.tone : mix(below->tone, stop.tone, (t - below->at) / span);
        }
        below = &stop;
    }
    return below->tone;
}

}  // namespace

Brush::Brush(Tone flat) {
    table_[0].v = premultiplied(flat);
}

Brush Brush::linear(Vec2 from, Vec2 to, std::initializer_list<Stop> stops) {
    Brush out;
    out.kind_ = Kind::linear;
    out.origin_ = from;
    const Vec2 along = to - from;
    out.axis_ = along * (1.0F / max(dot(along, along), 1e-9F));
    out.tabulate(stops);
    return out;
}

Brush Brush::vertical(float top, float bottom, Tone from, Tone to) {
    return linear({0, top}, {0, bottom}, {{0, from}, {1, to}});
}

Brush Brush::radial(Vec2 centre, float radius, std::initializer_list<Stop> stops) {
    Brush out;
    out.kind_ = Kind::radial;
    out.origin_ = centre;
    out.axis_ = {1.0F / max(radius, 1e-6F), 0};
    out.tabulate(stops);
    return out;
}

Brush Brush::glow(Vec2 centre, float radius, Tone tone) {
    // A falloff with a hot heart and a long, soft skirt.
    const auto faded = [tone](float k) { return with_alpha(tone, tone.alpha * k); };
    return radial(centre, radius,
                  {{0, tone},
                   {0.1F, faded(0.72F)},
                   {0.25F, faded(0.4F)},
                   {0.45F, faded(0.17F)},
                   {0.7F, faded(0.045F)},
                   {1, faded(0)}});
}

void Brush::tabulate(std::initializer_list<Stop> stops) {
    for (int i = 0; i <= steps; ++i)
        table_[static_cast<std::size_t>(i)].v =
            premultiplied(tone_at(stops, static_cast<float>(i) / static_cast<float>(steps)));
    table_[steps + 1] = table_[steps];
}

Lanes Brush::look_up(float t) const {
    const float place = clamp01(t) * static_cast<float>(steps);
    const int index = static_cast<int>(place);
    const float rest = place - static_cast<float>(index);
    const Pixel* entry = table_.data() + index;
    const Lanes k = {rest, rest, rest, rest};
    return entry[0].v + (entry[1].v - entry[0].v) * k;
}

void Brush::shade_row(int x, int y, int count, float scale, Pixel* out) const {
    const float step = 1.0F / scale;
    const float py = (static_cast<float>(y) + 0.5F) * step - origin_.y;
    const float px = (static_cast<float>(x) + 0.5F) * step - origin_.x;
    if (kind_ == Kind::flat || (kind_ == Kind::linear && axis_.x == 0)) {
        Pixel same;
        same.v = kind_ == Kind::flat ? table_[0].v : look_up(py * axis_.y);
        std::fill_n(out, count, same);
    } else if (kind_ == Kind::linear) {
        const float start = px * axis_.x + py * axis_.y;
        const float slope = step * axis_.x;
        for (int i = 0; i < count; ++i)
            out[i].v = look_up(start + slope * static_cast<float>(i));
    } else {
        for (int i = 0; i < count; ++i) {
            const float dx = px + step * static_cast<float>(i);
            out[i].v = look_up(square_root(dx * dx + py * py) * axis_.x);
        }
    }
}

}  // namespace easel::providers::sketch
