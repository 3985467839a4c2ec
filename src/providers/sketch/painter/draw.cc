#include "providers/sketch/painter/draw.h"

#include <algorithm>

namespace easel::providers::sketch {
namespace {

/// A box in whole pixels, clipped to the surface.
struct Box {
    int left, top, right, bottom;
    int width() const { return right - left; }
};

Box box_of(const Surface& surface, Vec2 top_left, Vec2 bottom_right) {
    const float scale = surface.scale();
    const auto near = [scale](float units, int limit) {
        return floor_int(clamp(units * scale, 0, static_cast<float>(limit)) + 0.5F);
    };
    return {near(top_left.x, surface.columns()), near(top_left.y, surface.rows()),
            near(bottom_right.x, surface.columns()), near(bottom_right.y, surface.rows())};
}

Box around(const Surface& surface, Vec2 centre, float radius) {
    const float margin = radius + 1.0F / surface.scale();
    return box_of(surface, centre - Vec2{margin, margin}, centre + Vec2{margin, margin});
}

}  // namespace

void fill(Surface& surface, const Path& path, const Brush& brush, Blend blend) {
    float top = 1e9F;
    float bottom = -1e9F;
    for (const auto& outline : path.outlines())
        for (const Vec2 p : outline) {
            top = min(top, p.y);
            bottom = max(bottom, p.y);
        }
    // In bands, so that the buffer of a long thin stroke stays small enough for the cache.
    constexpr int band = 32;
    const Box box = box_of(surface, {0, top}, {surface.width(), bottom});
    const int last = std::min(box.bottom + 1, surface.rows());
    for (int row = std::max(box.top - 1, 0); row < last; row += band)
        fill(surface, Mask(surface, path, row, std::min(row + band, last)), brush, blend);
}

void fill(Surface& surface, const Mask& mask, const Brush& brush, Blend blend) {
    if (mask.empty()) return;
    std::vector<Pixel> paint(static_cast<std::size_t>(mask.width()));
    for (int y = mask.top(); y < mask.top() + mask.height(); ++y) {
        const float* coverage = mask.row(y);
        int from = 0;
        int to = mask.width();
        while (from < to && coverage[from] == 0)
            ++from;
        while (to > from && coverage[to - 1] == 0)
            --to;
        if (from == to) continue;
        brush.shade_row(mask.left() + from, y, to - from, surface.scale(), paint.data());
        blend_row(surface.row(y) + mask.left() + from, paint.data(), coverage + from, to - from,
                  blend);
    }
}

void fill_within(Surface& surface, const Mask& limits, const Path& path, const Brush& brush,
                 Blend blend) {
    Mask mask(surface, path);
    fill(surface, mask.cut_to(limits), brush, blend);
}

void wash(Surface& surface, Vec2 top_left, Vec2 bottom_right, const Brush& brush, Blend blend) {
    const Box box = box_of(surface, top_left, bottom_right);
    if (box.width() <= 0) return;
    std::vector<Pixel> paint(static_cast<std::size_t>(box.width()));
    for (int y = box.top; y < box.bottom; ++y) {
        brush.shade_row(box.left, y, box.width(), surface.scale(), paint.data());
        blend_row(surface.row(y) + box.left, paint.data(), box.width(), blend);
    }
}

void wash_all(Surface& surface, const Brush& brush, Blend blend) {
    wash(surface, {0, 0}, {surface.width(), surface.height()}, brush, blend);
}

void disc(Surface& surface, Vec2 centre, float radius, const Brush& brush, float softness,
          Blend blend) {
    const float edge = max(softness, 1.0F / surface.scale());
    const float outer = radius + 0.5F * edge;
    const float inner = max(radius - 0.5F * edge, 0);
    const Box box = around(surface, centre, outer);
    if (box.width() <= 0) return;
    std::vector<Pixel> paint(static_cast<std::size_t>(box.width()));
    std::vector<float> coverage(paint.size());
    const float step = 1.0F / surface.scale();
    // Discs smaller than a pixel fade instead of vanishing.
    const float strength = min(1.0F, radius * surface.scale() * 1.4F);
    for (int y = box.top; y < box.bottom; ++y) {
        const float dy = (static_cast<float>(y) + 0.5F) * step - centre.y;
        for (int x = box.left; x < box.right; ++x) {
            const float dx = (static_cast<float>(x) + 0.5F) * step - centre.x;
            const float distance = square_root(dx * dx + dy * dy);
            const float t = clamp01((outer - distance) / (outer - inner));
            coverage[static_cast<std::size_t>(x - box.left)] =
                strength * (softness > 0 ? t * t * (3.0F - 2.0F * t) : t);
        }
        brush.shade_row(box.left, y, box.width(), surface.scale(), paint.data());
        blend_row(surface.row(y) + box.left, paint.data(), coverage.data(), box.width(), blend);
    }
}

void glow(Surface& surface, Vec2 centre, float radius, Tone tone, Blend blend) {
    const Vec2 reach{radius, radius};
    wash(surface, centre - reach, centre + reach, Brush::glow(centre, radius, tone), blend);
}

Skyline::Skyline(const Surface& surface, const std::function<float(float)>& y_at)
    : scale_(surface.scale()), highest_(1e9F), lowest_(-1e9F) {
    y_.reserve(static_cast<std::size_t>(surface.columns()));
    for (int x = 0; x < surface.columns(); ++x) {
        const float y = y_at((static_cast<float>(x) + 0.5F) / scale_);
        highest_ = min(highest_, y);
        lowest_ = max(lowest_, y);
        y_.push_back(y);
    }
}

float Skyline::at(float x) const {
    const int column = floor_int(clamp(x * scale_, 0, static_cast<float>(y_.size() - 1)));
    return y_[static_cast<std::size_t>(column)];
}

void fill_below(Surface& surface, const Skyline& line, float bottom, const Brush& brush,
                Blend blend) {
    const int columns = surface.columns();
    const float scale = surface.scale();
    const std::vector<float>& heights = line.columns();
    std::vector<float> edge(heights.size());
    std::vector<float> sharpness(heights.size());
    for (std::size_t x = 0; x < heights.size(); ++x) {
        const float after = heights[std::min(x + 1, heights.size() - 1)];
        const float slope = (after - heights[x == 0 ? 0 : x - 1]) * 0.5F * scale;
        edge[x] = heights[x] * scale;
        sharpness[x] = 1.0F / square_root(1.0F + slope * slope);
    }
    const Box box = box_of(surface, {0, line.highest() - 2.0F / scale}, {surface.width(), bottom});
    std::vector<Pixel> paint(heights.size());
    std::vector<float> coverage(heights.size());
    for (int y = box.top; y < box.bottom; ++y) {
        brush.shade_row(0, y, columns, scale, paint.data());
        const float middle = static_cast<float>(y) + 0.5F;
        if (middle > line.lowest() * scale + 3.0F) {
            blend_row(surface.row(y), paint.data(), columns, blend);
            continue;
        }
        for (std::size_t x = 0; x < edge.size(); ++x)
            coverage[x] = clamp01((middle - edge[x]) * sharpness[x] + 0.5F);
        blend_row(surface.row(y), paint.data(), coverage.data(), columns, blend);
    }
}

void mist(Surface& surface, Vec2 top_left, Vec2 bottom_right, const Brush& brush,
          const std::function<float(float, float)>& opacity, Blend blend) {
    const Box box = box_of(surface, top_left, bottom_right);
    if (box.width() <= 0) return;
    std::vector<Pixel> paint(static_cast<std::size_t>(box.width()));
    std::vector<float> coverage(paint.size());
    const float step = 1.0F / surface.scale();
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x)
            coverage[static_cast<std::size_t>(x - box.left)] = opacity(
                (static_cast<float>(x) + 0.5F) * step, (static_cast<float>(y) + 0.5F) * step);
        brush.shade_row(box.left, y, box.width(), surface.scale(), paint.data());
        blend_row(surface.row(y) + box.left, paint.data(), coverage.data(), box.width(), blend);
    }
}

}  // namespace easel::providers::sketch
