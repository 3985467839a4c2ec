#pragma once

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {

/// A thing that is drawn in a measure of its own: `origin` is its (0, 0) and `size` its 1, in units
/// of the picture. Its shapes stay readable numbers wherever and however large it stands, and
/// whichever way it faces: with `facing` -1 it is its own mirror image.
class Model {
  public:
    Model(Stage& stage, Vec2 origin, float size, float facing = 1)
        : stage_(stage), origin_(origin), size_(size), facing_(facing) {}

    Stage& stage() { return stage_; }
    float size() const { return size_; }
    Vec2 at(float x, float y) const { return origin_ + Vec2{x * facing_, y} * size_; }
    /// Where the picture ends below, in the model's measure.
    float bottom() const { return (stage_.h() - origin_.y) / size_ + 0.02F; }

    Mask mask(const Path& path) const { return {stage_.surface, placed(path)}; }
    void paint(const Path& path, const Brush& brush) { fill(stage_.surface, placed(path), brush); }
    void paint_in(const Mask& limits, const Path& path, const Brush& brush) {
        fill_within(stage_.surface, limits, placed(path), brush);
    }
    /// Both the path and its mirror image.
    void pair(const Path& path, const Brush& brush) {
        paint(path, brush);
        paint(path.scaled(-1, 1), brush);
    }
    /// A brush that runs down from one height to another.
    Brush down(float from, float to, Tone top, Tone bottom) const {
        return Brush::vertical(at(0, from).y, at(0, to).y, top, bottom);
    }
    /// One tone, a little lighter at the top and darker below.
    Brush shaded(float from, float to, Tone tone) const {
        return down(from, to, lighter(tone, 0.035F), darker(tone, 0.06F));
    }

  private:
    Path placed(const Path& path) const {
        return path.scaled(facing_ * size_, size_).moved(origin_);
    }

    Stage& stage_;
    Vec2 origin_;
    float size_;
    float facing_;
};

}  // namespace easel::providers::sketch
