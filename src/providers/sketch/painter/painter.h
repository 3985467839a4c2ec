#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "providers/sketch/painter/canvas.h"

namespace easel::providers::sketch {

class Surface;

constexpr int paint_side_min = 16;
constexpr int paint_side_max = 2048;

struct PaintRequest {
    std::string prompt;
    std::uint64_t seed = 0;
    /// Pixels; each side is brought into paint_side_min .. paint_side_max.
    int width = 1024;
    int height = 1024;
    /// Leaves out sky and ground: only the subject, on opacity 0.
    bool transparent = false;
};

/// The picture after one more layer. Valid during the observer's call only.
class Unfinished {
  public:
    Unfinished(const Surface& surface, double fraction) : surface_(surface), fraction_(fraction) {}
    /// Layers done, of all: rises to 1.
    double fraction() const { return fraction_; }
    /// A copy in 8 bits. Costs some milliseconds a megapixel, so ask only for what you show.
    Canvas snapshot() const;

  private:
    const Surface& surface_;
    double fraction_;
};

using Observer = std::function<void(const Unfinished&)>;

/// Paints a picture from the words: procedural drawing, no model. The same bytes for the same
/// request on every run and machine. Blocks for up to a quarter of a second a megapixel; any
/// thread, no shared state. `observer` is called after each layer.
Canvas paint(const PaintRequest& request, const Observer& observer = {});

}  // namespace easel::providers::sketch
