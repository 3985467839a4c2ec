#include "providers/sketch/painter/parts/land.h"

#include <algorithm>
#include <vector>

#include "providers/sketch/painter/noise.h"
#include "providers/sketch/painter/parts/plants.h"

namespace easel::providers::sketch {
namespace {

/// Columns of the tops that overlook `reach` columns to both sides.
std::vector<int> peaks_of(const std::vector<float>& y, int reach) {
    std::vector<int> peaks;
    const int n = static_cast<int>(y.size());
    for (int x = 1; x + 1 < n; ++x) {
        const auto from = y.begin() + std::max(0, x - reach);
        const auto to = y.begin() + std::min(n, x + reach + 1);
        if (y[static_cast<std::size_t>(x)] <= *std::min_element(from, to)) {
            peaks.push_back(x);
            x += reach;
        }
    }
    return peaks;
}

/// A jagged line downwards from a top, wandering to one side.
std::vector<Vec2> jagged(Vec2 from, float bottom, float drift, Random& random) {
    std::vector<Vec2> out{from};
    Vec2 at = from;
    const float step = max((bottom - from.y) / 9.0F, 0.004F);
    while (at.y < bottom) {
        at.y += step * random.between(0.6F, 1.4F);
        at.x += step * (drift + random.between(-0.75F, 0.75F));
        out.push_back(at);
    }
    return out;
}

struct Flank {
    const Skyline& line;
    float scale;
    int peak;
    int side;      ///< the shaded one: 1 right, -1 left
    float bottom;  ///< where the shade ends

    Vec2 point(int column) const {
        return {(static_cast<float>(column) + 0.5F) / scale,
                line.columns()[static_cast<std::size_t>(column)]};
    }
    /// From the top down to the next valley.
    std::vector<Vec2> edge(float depth_max) const {
        std::vector<Vec2> out;
        const int n = static_cast<int>(line.columns().size());
        float lowest = point(peak).y;
        for (int x = peak; x >= 0 && x < n; x += side) {
            const Vec2 p = point(x);
            if (p.y < lowest - 0.012F || p.y > point(peak).y + depth_max) break;
            lowest = max(lowest, p.y);
            out.push_back(p);
        }
        return out;
    }
};

void shade_flank(Stage& stage, const Flank& flank, Tone tone, Random& random) {
    std::vector<Vec2> outline = flank.edge(9);
    if (outline.size() < 3) return;
    // The foot leans back under the top, so that neighbouring flanks meet without an upright seam.
    outline.push_back({mix(outline.back().x, outline.front().x, 0.55F), flank.bottom});
    const auto down = jagged(flank.point(flank.peak), flank.bottom,
                             0.16F * static_cast<float>(flank.side), random);
    outline.insert(outline.end(), down.rbegin(), down.rend());
    const float top = flank.point(flank.peak).y;
    fill(stage.surface, Path::polygon(outline),
         Brush::vertical(top, flank.bottom, tone, with_alpha(tone, 0)));
}

void cap_with_snow(Stage& stage, const Skyline& line, int peak, float depth, Random& random) {
    const float scale = stage.surface.scale();
    std::vector<Vec2> outline = Flank{line, scale, peak, -1, 0}.edge(depth);
    std::reverse(outline.begin(), outline.end());
    const std::vector<Vec2> right = Flank{line, scale, peak, 1, 0}.edge(depth);
    outline.insert(outline.end(), right.begin(), right.end());
    if (outline.size() < 6) return;
    const Vec2 left_end = outline.front();
    const Vec2 right_end = outline.back();
    constexpr int teeth = 7;
    for (int i = 1; i < teeth; ++i) {
        const float t = static_cast<float>(i) / teeth;
        const float drop = (i % 2 == 1 ? -0.12F : 0.5F) * depth * random.between(0.5F, 1.3F);
        outline.push_back(
            {mix(right_end.x, left_end.x, t), mix(right_end.y, left_end.y, t) + drop});
    }
    const Tone snow =
        mix(stage.palette.paper, stage.palette.sky[2], stage.palette.night ? 0.45F : 0.12F);
    fill(stage.surface, Path::polygon(outline), with_alpha(snow, 0.92F), Blend::atop);
}

}  // namespace

Skyline skyline_of(const Stage& stage, const Range& range) {
    return Skyline(stage.surface, [&range](float x) {
        const float f = x * range.frequency;
        if (!range.peaked)
            return range.base - range.amplitude * 1.1F * cloud_noise(f, 0.5F, 4, range.key);
        const float crest = ridge_noise(f, 0.5F, 5, range.key);
        const float swell = 0.5F + 0.5F * noise(f * 0.45F, 7.5F, range.key);
        return range.base +
               range.amplitude * (0.9F - 1.8F * crest * crest * (0.55F + 0.6F * swell));
    });
}

void paint_range(Stage& stage, const Skyline& line, const Range& range, float foot) {
    const Tone body = stage.palette.land(range.depth);
    const Tone haze = mix(body, stage.palette.sky[3], 0.5F * (1.0F - 0.75F * range.depth));
    fill_below(stage.surface, line, stage.h(), Brush::vertical(line.highest(), foot, body, haze));
}

void paint_flanks(Stage& stage, const Skyline& line, const Range& range, float light_x, bool snow) {
    const float scale = stage.surface.scale();
    const int reach = std::max(2, static_cast<int>(0.09F / range.frequency * 1.6F * scale));
    Random random(range.key, "flanks");
    const Tone body = stage.palette.land(range.depth);
    const float bottom = range.base + range.amplitude * 1.1F;
    for (const int peak : peaks_of(line.columns(), reach)) {
        const float x = static_cast<float>(peak) / scale;
        const float height = bottom - line.columns()[static_cast<std::size_t>(peak)];
        if (snow && height > range.amplitude * 0.9F)
            cap_with_snow(stage, line, peak, height * 0.2F, random);
        const int side = x < light_x ? -1 : 1;
        shade_flank(stage, {line, scale, peak, side, bottom},
                    with_alpha(mix(stage.palette.ink, body, 0.45F), 0.42F), random);
        shade_flank(stage, {line, scale, peak, -side, bottom},
                    with_alpha(mix(stage.palette.light, body, 0.3F), 0.12F), random);
    }
}

void plant_firs(Stage& stage, const Skyline& line, const Range& range, float height,
                float per_unit) {
    Random random(range.key, "firs");
    const Tone tone = mix(stage.palette.land(range.depth), stage.palette.ink, 0.22F);
    const int count = static_cast<int>(min(per_unit * stage.w(), 900));
    for (int i = 0; i < count; ++i) {
        const float x = random.between(-0.03F, stage.w() + 0.03F);
        // Trees stand in groups: where the noise is low there is a clearing.
        const float crowd = noise(x * 2.2F, 3.1F, range.key + 5);
        const float size = height * random.between(0.55F, 1.15F);
        if (crowd < -0.12F) continue;
        const Vec2 foot{x, line.at(x) + 0.02F * height + 0.1F * size};
        fill(stage.surface, fir(foot, size * (0.75F + 0.4F * crowd), random), tone);
    }
}

void paint_reflection(Stage& stage, float line, Tone tone, float tint) {
    Surface& surface = stage.surface;
    const float scale = surface.scale();
    const int first = std::clamp(static_cast<int>(line * scale), 1, surface.rows());
    const std::uint64_t key = stage.noise_key("ripples");
    const Rgba water = to_srgb(tone);
    const Lanes wet = Lanes{water.r, water.g, water.b, 1.0F};
    for (int y = first; y < surface.rows(); ++y) {
        const float depth = static_cast<float>(y - first) / scale;
        const float wave = (0.004F + 0.03F * depth) * scale;
        Pixel* to = surface.row(y);
        const float k = clamp(tint + 0.35F * depth, 0, 0.9F);
        const Lanes keep = Lanes{1 - k, 1 - k, 1 - k, 1 - k};
        const Lanes add = wet * Lanes{k, k, k, k};
        // One ripple value for each few columns; the rows shift against each other.
        float shift = 0;
        for (int x = 0; x < surface.columns(); ++x) {
            if ((x & 3) == 0)
                shift = wave * noise(static_cast<float>(x) / scale * 5.0F,
                                     static_cast<float>(y) / scale * 34.0F / (0.5F + depth * 1.5F),
                                     key);
            const int from = std::clamp(
                static_cast<int>(static_cast<float>(2 * first - y - 1) + shift), 0, first - 1);
            to[x].v = surface.row(from)[x].v * keep + add;
        }
    }
}

}  // namespace easel::providers::sketch
