#include "providers/sketch/painter/parts/plants.h"

#include <algorithm>
#include <vector>

namespace easel::providers::sketch {

Path fir(Vec2 foot, float height, Random& random) {
    const float half = height * random.between(0.16F, 0.22F);
    const float stem = height * 0.08F;
    const int tiers = 5 + random.below(3);
    std::vector<Vec2> right;
    std::vector<Vec2> left;
    for (int i = 0; i < tiers; ++i) {
        const float t = static_cast<float>(i + 1) / static_cast<float>(tiers);
        const float y = foot.y - stem - (height - stem) * (1.0F - t);
        const float out = half * (0.12F + 0.88F * t);
        const float droop = height * 0.025F;
        right.push_back({foot.x + out * random.between(0.85F, 1.12F), y + droop});
        right.push_back({foot.x + out * 0.5F * t, y - droop * 0.5F});
        left.push_back({foot.x - out * random.between(0.85F, 1.12F), y + droop});
        left.push_back({foot.x - out * 0.5F * t, y - droop * 0.5F});
    }
    std::vector<Vec2> outline{{foot.x, foot.y - height}};
    outline.insert(outline.end(), right.begin(), right.end());
    const float trunk = height * 0.018F;
    outline.push_back({foot.x + trunk, foot.y - stem});
    outline.push_back({foot.x + trunk, foot.y});
    outline.push_back({foot.x - trunk, foot.y});
    outline.push_back({foot.x - trunk, foot.y - stem});
    outline.insert(outline.end(), left.rbegin(), left.rend());
    return Path::polygon(outline);
}

Path bare_trunk(Vec2 foot, float height, float width, Random& random) {
    const float lean = random.between(-0.06F, 0.06F) * height;
    const Vec2 top{foot.x + lean, foot.y - height};
    const Vec2 middle{foot.x + lean * 0.4F + random.between(-0.01F, 0.01F) * height,
                      foot.y - 0.5F * height};
    Path out = stroke({foot, middle, top}, width, width * 0.55F);
    const int boughs = 2 + random.below(4);
    for (int i = 0; i < boughs; ++i) {
        const float t = random.between(0.35F, 0.95F);
        const Vec2 from{mix(foot.x, top.x, t), foot.y - height * t};
        const float side = random.sign();
        const float reach = height * random.between(0.08F, 0.2F);
        out.add(stroke({from, from + Vec2{side * reach * 0.5F, -reach * 0.35F},
                        from + Vec2{side * reach, -reach * random.between(0.5F, 1.1F)}},
                       width * 0.3F, width * 0.06F));
    }
    return out;
}

Path crown(Vec2 centre, float radius, Random& random) {
    constexpr int points = 11;
    std::vector<Vec2> outline;
    for (int i = 0; i < points; ++i) {
        const Vec2 d = direction(static_cast<float>(i) / points);
        const float r = radius * random.between(0.84F, 1.12F);
        outline.push_back(centre + Vec2{d.x * r, d.y * r * 0.94F});
    }
    return Path::blob(outline);
}

Path tuft(Vec2 foot, float height, Random& random) {
    Path out;
    const int blades = 4 + random.below(4);
    for (int i = 0; i < blades; ++i) {
        const float lean = random.between(-0.5F, 0.5F) * height;
        const Vec2 from{foot.x + 0.25F * lean, foot.y};
        const Vec2 to = from + Vec2{lean, -height * random.between(0.6F, 1.0F)};
        out.add(Path::leaf(from, to, height * 0.09F, 0.35F, 0.12F * random.sign()));
    }
    return out;
}

}  // namespace easel::providers::sketch
