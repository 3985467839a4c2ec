#include "providers/sketch/painter/mask.h"

#include <algorithm>
#include <utility>

// Each edge leaves in every pixel that it crosses the change of covered area; the running sum along
// a row is then the coverage. The cost is that of the edges and one pass over the box, whatever the
// number of outlines. Overlapping outlines of the same sense add up and are clipped to 1.

namespace easel::providers::sketch {

Mask::Mask(const Surface& surface, const Path& path) : Mask(surface, path, 0, surface.rows()) {}

Mask::Mask(const Surface& surface, const Path& path, int first, int last) {
    measure(surface, path, first, last);
    if (empty()) return;
    stride_ = width_ + 2;  // an edge on the right border writes one pixel further
    coverage_.resize(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height_));
    const Vec2 origin{static_cast<float>(left_), static_cast<float>(top_)};
    const float scale = surface.scale();
    for (const auto& outline : path.outlines()) {
        Vec2 from = outline.back() * scale - origin;
        for (const Vec2 p : outline) {
            const Vec2 to = p * scale - origin;
            add_line(from, to);
            from = to;
        }
    }
    sum_rows();
}

/// The box of all edges that meet the rows asked for.
void Mask::measure(const Surface& surface, const Path& path, int first, int last) {
    const float scale = surface.scale();
    const auto high = static_cast<float>(first);
    const auto low = static_cast<float>(last);
    Vec2 least{1e9F, 1e9F};
    Vec2 most{-1e9F, -1e9F};
    for (const auto& outline : path.outlines()) {
        Vec2 from = outline.back() * scale;
        for (const Vec2 p : outline) {
            const Vec2 to = p * scale;
            if (max(from.y, to.y) >= high && min(from.y, to.y) <= low) {
                const float slope = from.y == to.y ? 0 : (to.x - from.x) / (to.y - from.y);
                const float x0 = from.x + (clamp(from.y, high, low) - from.y) * slope;
                const float x1 = to.x + (clamp(to.y, high, low) - to.y) * slope;
                least = {min(least.x, min(x0, x1)), min(least.y, min(from.y, to.y))};
                most = {max(most.x, max(x0, x1)), max(most.y, max(from.y, to.y))};
            }
            from = to;
        }
    }
    if (most.x < least.x) return;
    const int columns = surface.columns();
    left_ = floor_int(clamp(least.x - 0.5F, 0, static_cast<float>(columns)));
    top_ = floor_int(clamp(least.y, high, low));
    width_ =
        std::min(floor_int(clamp(most.x + 0.5F, 0, static_cast<float>(columns))) + 1, columns) -
        left_;
    height_ = std::min(floor_int(clamp(most.y, high, low)) + 1, last) - top_;
}

void Mask::add_line(Vec2 from, Vec2 to) {
    if (from.y == to.y) return;
    const float sense = from.y < to.y ? 1.0F : -1.0F;
    if (sense < 0) std::swap(from, to);
    const float bottom = min(to.y, static_cast<float>(height_));
    if (bottom <= 0 || from.y >= bottom) return;
    const float slope = (to.x - from.x) / (to.y - from.y);
    const float right = static_cast<float>(width_);
    float y = max(from.y, 0);
    float x = from.x + (y - from.y) * slope;
    int row = static_cast<int>(y);
    while (y < bottom && row < height_) {
        const float next_y = min(static_cast<float>(row + 1), bottom);
        const float next_x = x + (next_y - y) * slope;
        const float a = clamp(x, 0, right);
        const float b = clamp(next_x, 0, right);
        add_span(coverage_.data() + static_cast<std::ptrdiff_t>(row) * stride_, min(a, b),
                 max(a, b), sense * (next_y - y));
        x = next_x;
        y = next_y;
        ++row;
    }
}

void Mask::add_span(float* row, float from, float to, float area) {
    const int first = static_cast<int>(from);
    const int last = std::min(static_cast<int>(to), width_);
    if (last <= first) {
        const float inside = 0.5F * (from + to) - static_cast<float>(first);
        row[first] += area - area * inside;
        row[first + 1] += area * inside;
        return;
    }
    // The edge crosses several pixels of this row: each gets the trapezoid to its right.
    const float per_pixel = area / (to - from);
    float done = 0;
    for (int column = first; column <= last; ++column) {
        const float a = max(from, static_cast<float>(column));
        const float b = min(to, static_cast<float>(column + 1));
        const float part = per_pixel * (b - a);
        const float inside = 0.5F * (a + b) - static_cast<float>(column);
        row[column] += part - part * inside;
        row[column + 1] += part * inside;
        done += part;
    }
    row[last + 1] += area - done;
}

void Mask::sum_rows() {
    for (int y = 0; y < height_; ++y) {
        float* at = coverage_.data() + static_cast<std::ptrdiff_t>(y) * stride_;
        float sum = 0;
        for (int x = 0; x < width_; ++x) {
            sum += at[x];
            const float covered = absolute(sum);
            // Rounding leaves dust of about 1e-6 outside; it must not count as paint.
            at[x] = covered < 1e-4F ? 0.0F : covered > 0.9999F ? 1.0F : covered;
        }
    }
}

Mask& Mask::cut_to(const Mask& other) {
    for (int y = top_; y < top_ + height_; ++y) {
        float* own = coverage_.data() + static_cast<std::ptrdiff_t>(y - top_) * stride_;
        const bool outside = y < other.top_ || y >= other.top_ + other.height_;
        const float* theirs = outside ? nullptr : other.row(y);
        for (int x = 0; x < width_; ++x) {
            const int column = x + left_ - other.left_;
            const bool covered = theirs != nullptr && column >= 0 && column < other.width_;
            own[x] *= covered ? theirs[column] : 0.0F;
        }
    }
    return *this;
}

}  // namespace easel::providers::sketch
