#include "providers/sketch/painter/path.h"

#include <algorithm>

namespace easel::providers::sketch {
namespace {

float length(Vec2 v) {
    return square_root(dot(v, v));
}

int steps_for(float length_units) {
    return std::clamp(static_cast<int>(6.0F + length_units * 70.0F), 6, 160);
}

Vec2 catmull_rom(Vec2 a, Vec2 b, Vec2 c, Vec2 d, float t) {
    const float t2 = t * t;
    const float t3 = t2 * t;
    return (b * 2.0F + (c - a) * t + (a * 2.0F - b * 5.0F + c * 4.0F - d) * t2 +
            (b * 3.0F - a - c * 3.0F + d) * t3) *
           0.5F;
}

template <class Map>
Path mapped(const Path& path, Map map) {
    Path out;
    for (const auto& outline : path.outlines()) {
        bool first = true;
        for (const Vec2 p : outline) {
            if (first)
                out.move(map(p));
            else
                out.line(map(p));
            first = false;
        }
    }
    return out;
}

}  // namespace

Vec2 Path::pen() const {
    return outlines_.back().back();
}

Path& Path::move(Vec2 to) {
    outlines_.push_back({to});
    return *this;
}

Path& Path::line(Vec2 to) {
    outlines_.back().push_back(to);
    return *this;
}

Path& Path::quad(Vec2 control, Vec2 to) {
    const Vec2 from = pen();
    return cubic(from + (control - from) * (2.0F / 3.0F), to + (control - to) * (2.0F / 3.0F), to);
}

Path& Path::cubic(Vec2 control1, Vec2 control2, Vec2 to) {
    const Vec2 from = pen();
    const int steps =
        steps_for(length(control1 - from) + length(control2 - control1) + length(to - control2));
    for (int i = 1; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        const float s = 1.0F - t;
        line(from * (s * s * s) + control1 * (3 * s * s * t) + control2 * (3 * s * t * t) +
             to * (t * t * t));
    }
    return *this;
}

Path Path::polygon(std::initializer_list<Vec2> corners) {
    return polygon(std::span(corners.begin(), corners.size()));
}

Path Path::polygon(std::span<const Vec2> corners) {
    Path out;
    out.outlines_.emplace_back(corners.begin(), corners.end());
    return out;
}

Path Path::blob(std::initializer_list<Vec2> points) {
    return blob(std::span(points.begin(), points.size()));
}

Path Path::blob(std::span<const Vec2> points) {
    const std::size_t n = points.size();
    Path out;
    out.move(points[0]);
    for (std::size_t i = 0; i < n; ++i) {
        const Vec2 from = points[i];
        const Vec2 to = points[(i + 1) % n];
        const int steps = steps_for(length(to - from));
        for (int s = 1; s <= steps; ++s)
            out.line(catmull_rom(points[(i + n - 1) % n], from, to, points[(i + 2) % n],
                                 static_cast<float>(s) / static_cast<float>(steps)));
    }
    return out;
}

Path Path::ellipse(Vec2 centre, float rx, float ry, float turn) {
    const int steps = std::clamp(static_cast<int>(24.0F + max(rx, ry) * 240.0F), 24, 240);
    const Vec2 axis = direction(turn);
    Path out;
    for (int i = 0; i < steps; ++i) {
        const Vec2 d = direction(static_cast<float>(i) / static_cast<float>(steps));
        const Vec2 p = {d.x * rx, d.y * ry};
        const Vec2 at = centre + Vec2{p.x * axis.x - p.y * axis.y, p.x * axis.y + p.y * axis.x};
        if (i == 0)
            out.move(at);
        else
            out.line(at);
    }
    return out;
}

Path Path::rectangle(Vec2 top_left, float width, float height, float radius) {
    const float x0 = top_left.x;
    const float y0 = top_left.y;
    const float x1 = x0 + width;
    const float y1 = y0 + height;
    if (radius <= 0) return polygon({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
    const float r = min(radius, 0.5F * min(width, height));
    const float k = r * 0.448F;  // where the controls of a quarter circle lie
    Path out;
    out.move({x0 + r, y0}).line({x1 - r, y0}).cubic({x1 - k, y0}, {x1, y0 + k}, {x1, y0 + r});
    out.line({x1, y1 - r}).cubic({x1, y1 - k}, {x1 - k, y1}, {x1 - r, y1});
    out.line({x0 + r, y1}).cubic({x0 + k, y1}, {x0, y1 - k}, {x0, y1 - r});
    out.line({x0, y0 + r}).cubic({x0, y0 + k}, {x0 + k, y0}, {x0 + r, y0});
    return out;
}

Path Path::leaf(Vec2 from, Vec2 to, float width, float belly, float bend) {
    const Vec2 along = to - from;
    const Vec2 across = {-along.y, along.x};
    const float len = max(length(along), 1e-6F);
    const Vec2 side = across * (width * 0.67F / len);
    const Vec2 lean = across * bend;
    const Vec2 low = from + along * (belly * 0.6F) + lean;
    const Vec2 high = from + along * (belly * 0.6F + 0.4F) + lean;
    Path out;
    out.move(from).cubic(low + side, high + side, to).cubic(high - side, low - side, from);
    return out;
}

Path Path::moved(Vec2 by) const {
    return mapped(*this, [by](Vec2 p) { return p + by; });
}
Path Path::scaled(float factor) const {
    return scaled(factor, factor);
}
Path Path::scaled(float fx, float fy) const {
    return mapped(*this, [fx, fy](Vec2 p) { return Vec2{p.x * fx, p.y * fy}; });
}
Path Path::turned(float turns) const {
    const Vec2 d = direction(turns);
    return mapped(*this,
                  [d](Vec2 p) { return Vec2{p.x * d.x - p.y * d.y, p.x * d.y + p.y * d.x}; });
}

Path& Path::add(const Path& other) {
    outlines_.insert(outlines_.end(), other.outlines_.begin(), other.outlines_.end());
    return *this;
}

Path stroke(std::span<const Nib> line) {
    std::vector<Vec2> left;
    std::vector<Vec2> right;
    const std::size_t n = line.size();
    if (n < 2) return {};
    Vec2 ahead{1, 0};
    const auto cap = [](std::vector<Vec2>& side, Vec2 centre, Vec2 from, Vec2 towards) {
        // Three points of the half circle from `from` over `towards`.
        side.push_back(centre + from * 0.707F + towards * 0.707F);
        side.push_back(centre + towards);
        side.push_back(centre - from * 0.707F + towards * 0.707F);
    };
    for (std::size_t i = 0; i < n; ++i) {
        const Vec2 d = line[std::min(i + 1, n - 1)].at - line[i == 0 ? 0 : i - 1].at;
        const float len = length(d);
        if (len > 1e-7F) ahead = d * (1.0F / len);
        const Vec2 half = Vec2{-ahead.y, ahead.x} * (0.5F * line[i].width);
        if (i == 0) cap(left, line[0].at, half * -1.0F, ahead * (-0.5F * line[0].width));
        left.push_back(line[i].at + half);
        right.push_back(line[i].at - half);
        if (i + 1 == n) cap(left, line[i].at, half, ahead * (0.5F * line[i].width));
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    return Path::polygon(left);
}

std::vector<Vec2> smooth_line(std::span<const Vec2> through) {
    std::vector<Vec2> out;
    const std::size_t n = through.size();
    out.push_back(through[0]);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const Vec2 before = through[i == 0 ? 0 : i - 1];
        const Vec2 after = through[std::min(i + 2, n - 1)];
        const int steps = steps_for(length(through[i + 1] - through[i]));
        for (int s = 1; s <= steps; ++s)
            out.push_back(catmull_rom(before, through[i], through[i + 1], after,
                                      static_cast<float>(s) / static_cast<float>(steps)));
    }
    return out;
}

Path stroke(std::initializer_list<Vec2> through, float from, float to) {
    const std::vector<Vec2> points = smooth_line(std::span(through.begin(), through.size()));
    std::vector<Nib> line;
    line.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        line.push_back(
            {points[i],
             mix(from, to, static_cast<float>(i) / static_cast<float>(points.size() - 1))});
    return stroke(line);
}

}  // namespace easel::providers::sketch
