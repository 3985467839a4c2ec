#include <algorithm>

#include "providers/sketch/painter/stage.h"

namespace easel::providers::sketch {
namespace {

constexpr std::string_view words[] = {
    "pattern", "geometric", "geometry", "tile",   "mosaic",   "bauhaus", "wallpaper", "grid",
    "shape",   "circle",    "triangle", "square", "ornament", "logo",    "icon",      "test",
    "hello",   "poster",    "图案",     "几何",   "花纹",     "瓷砖",    "马赛克",    "壁纸",
    "圆",      "三角",      "方块",     "测试",   "你好",     "海报",    "标志"};
constexpr std::string_view palettes_by_chance[] = {"vintage", "mint",       "autumn", "pastel",
                                                   "dusk",    "teal_night", "day",    "golden"};

struct Grid {
    float cell;
    int columns;
    int rows;
};

Grid grid_of(const Stage& stage) {
    const float wanted = 1.0F / static_cast<float>(4 + stage.random("grid").below(3));
    // At most 4096 cells, also for a ribbon of 2048 x 16.
    const float cell = max(wanted, square_root(stage.w() * stage.h() / 4096.0F));
    return {cell, static_cast<int>(stage.w() / cell) + 1, static_cast<int>(stage.h() / cell) + 1};
}

Path quarter(Vec2 corner, float radius, int which) {
    constexpr int steps = 40;
    Path out;
    out.move(corner);
    for (int i = 0; i <= steps; ++i)
        out.line(corner +
                 direction(0.25F * (static_cast<float>(which) + static_cast<float>(i) / steps)) *
                     radius);
    return out;
}

/// The corner of a cell from which the quarter circle `which` opens inwards.
Vec2 corner_for(Vec2 at, float cell, int which) {
    return at + Vec2{which == 1 || which == 2 ? cell : 0, which >= 2 ? cell : 0};
}

void paint_motif(Stage& stage, Vec2 at, float cell, Tone a, Tone b, Random& random) {
    const Vec2 middle = at + Vec2{0.5F * cell, 0.5F * cell};
    const int which = random.below(4);
    switch (random.below(8)) {
        case 0:
            fill(stage.surface, quarter(corner_for(at, cell, which), cell, which), a);
            break;
        case 1:
            for (int ring = 0; ring < 4; ++ring)
                fill(stage.surface,
                     quarter(corner_for(at, cell, which),
                             cell * (1.0F - 0.25F * static_cast<float>(ring)), which),
                     ring % 2 == 0 ? a : b);
            break;
        case 2:
            disc(stage.surface, middle, 0.42F * cell, a);
            disc(stage.surface, middle, 0.2F * cell, b);
            break;
        case 3: {
            const Vec2 corners[] = {at, at + Vec2{cell, 0}, at + Vec2{cell, cell},
                                    at + Vec2{0, cell}};
            fill(
                stage.surface,
                Path::polygon({corners[which], corners[(which + 1) % 4], corners[(which + 2) % 4]}),
                a);
            break;
        }
        case 4:
            for (const int side : {which % 2, which % 2 + 2})
                fill(stage.surface, quarter(corner_for(at, cell, side), cell * 0.98F, side),
                     side < 2 ? a : b);
            break;
        case 5:
            for (int petal = 0; petal < 4; ++petal)
                fill(stage.surface,
                     Path::leaf(middle,
                                middle + direction(0.125F + 0.25F * static_cast<float>(petal)) *
                                             (0.66F * cell),
                                0.36F * cell),
                     petal % 2 == 0 ? a : b);
            break;
        case 6:
            for (int bar = 0; bar < 3; ++bar)
                wash(stage.surface, at + Vec2{0, cell * (0.08F + 0.33F * static_cast<float>(bar))},
                     at + Vec2{cell, cell * (0.24F + 0.33F * static_cast<float>(bar))},
                     bar == 1 ? b : a);
            break;
        default:
            fill(stage.surface,
                 Path::polygon({middle - Vec2{0, 0.46F * cell}, middle + Vec2{0.46F * cell, 0},
                                middle + Vec2{0, 0.46F * cell}, middle - Vec2{0.46F * cell, 0}}),
                 a);
            break;
    }
}

std::array<Tone, 7> colours(const Stage& stage) {
    const Palette& p = stage.palette;
    return {p.accent[0], p.accent[1], p.accent[2], p.near, p.sky[1], mix(p.paper, p.sky[3], 0.3F),
            p.far};
}

void paint_cells(Stage& stage, bool motifs) {
    const Grid grid = grid_of(stage);
    const auto tones = colours(stage);
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) {
            Random random(stage.noise_key("cell") +
                          static_cast<std::uint64_t>(row * 4099 + column));
            const Vec2 at = Vec2{static_cast<float>(column), static_cast<float>(row)} * grid.cell;
            const int base = random.below(7);
            const int first = (base + 1 + random.below(6)) % 7;
            const int second = (first + 1 + random.below(5)) % 7;
            if (!motifs)
                wash(stage.surface, at, at + Vec2{grid.cell, grid.cell},
                     tones[static_cast<std::size_t>(base)]);
            else
                paint_motif(stage, at, grid.cell, tones[static_cast<std::size_t>(first)],
                            tones[static_cast<std::size_t>(second)], random);
        }
}

std::vector<Layer> compose(const Stage&) {
    return {{Depth::backdrop, [](Stage& s) { paint_cells(s, false); }},
            {Depth::subject, [](Stage& s) { paint_cells(s, true); }}};
}

}  // namespace

extern const Scene pattern_scene;
constinit const Scene pattern_scene{"pattern", Rank::place,        true,
                                    words,     palettes_by_chance, compose};

}  // namespace easel::providers::sketch
