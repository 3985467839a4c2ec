#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "providers/sketch/painter/numbers.h"

namespace easel::providers::sketch {

/// Closed outlines made of short straight lines, in units of the shorter side. Curves are cut
/// finely enough for 2048 pixels a unit. Holes: an outline that runs the other way round.
class Path {
  public:
    Path() = default;

    Path& move(Vec2 to);
    Path& line(Vec2 to);
    Path& quad(Vec2 control, Vec2 to);
    Path& cubic(Vec2 control1, Vec2 control2, Vec2 to);

    static Path polygon(std::initializer_list<Vec2> corners);
    static Path polygon(std::span<const Vec2> corners);
    /// A smooth closed curve through all points (Catmull-Rom).
    static Path blob(std::span<const Vec2> points);
    static Path blob(std::initializer_list<Vec2> points);
    static Path ellipse(Vec2 centre, float rx, float ry, float turn = 0);
    static Path rectangle(Vec2 top_left, float width, float height, float radius = 0);
    /// A leaf or petal: pointed at both ends, widest at `belly` (0 .. 1) of the way.
    static Path leaf(Vec2 from, Vec2 to, float width, float belly = 0.5F, float bend = 0);

    Path moved(Vec2 by) const;
    Path scaled(float factor) const;
    Path scaled(float fx, float fy) const;
    Path turned(float turns) const;
    Path& add(const Path& other);

    const std::vector<std::vector<Vec2>>& outlines() const { return outlines_; }

  private:
    Vec2 pen() const;
    std::vector<std::vector<Vec2>> outlines_;
};

/// A point of a line with the line's width there.
struct Nib {
    Vec2 at;
    float width = 0;
};

/// The outline of a line that swells and thins, with round ends.
Path stroke(std::span<const Nib> line);
/// A smooth line through a few points, width from `from` to `to` along it.
Path stroke(std::initializer_list<Vec2> through, float from, float to);
/// The same line as points, for strokes with a profile of their own.
std::vector<Vec2> smooth_line(std::span<const Vec2> through);

}  // namespace easel::providers::sketch
