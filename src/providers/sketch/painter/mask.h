#pragma once

#include <vector>

#include "providers/sketch/painter/path.h"
#include "providers/sketch/painter/surface.h"

namespace easel::providers::sketch {

/// How much of each pixel a shape covers, exactly (area, not samples), within the shape's box.
class Mask {
  public:
    Mask(const Surface& surface, const Path& path);
    /// Only the rows from `first` to before `last`, in a box of its own: of a slanting line, a band
    /// of rows holds far fewer pixels than the whole.
    Mask(const Surface& surface, const Path& path, int first, int last);

    /// Keeps only what `other` covers too.
    Mask& cut_to(const Mask& other);

    bool empty() const { return width_ <= 0 || height_ <= 0; }
    int left() const { return left_; }
    int top() const { return top_; }
    int width() const { return width_; }
    int height() const { return height_; }
    const float* row(int y) const {
        return coverage_.data() + static_cast<std::ptrdiff_t>(y - top_) * stride_;
    }

  private:
    void measure(const Surface& surface, const Path& path, int first, int last);
    void add_line(Vec2 from, Vec2 to);
    void add_span(float* row, float from, float to, float area);
    void sum_rows();

    int left_ = 0;
    int top_ = 0;
    int width_ = 0;
    int height_ = 0;
    int stride_ = 0;
    std::vector<float> coverage_;
};

}  // namespace easel::providers::sketch
