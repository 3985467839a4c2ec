#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace easel::providers::sketch {

class Stage;

/// What a layer is for: the backdrop is left out of a transparent picture.
enum class Depth { backdrop, subject };

/// One pass of the painter over the picture.
struct Layer {
    Depth depth = Depth::subject;
    std::function<void(Stage&)> paint;
};

/// Which of several scenes named in one prompt wins: a figure stands in front of a place, and a
/// thing of the sky gives way to both.
enum class Rank { sky = 1, place = 2, landmark = 3, figure = 4 };

/// A kind of picture. Each lives in a file of its own below scenes/ and has one line in scenes.inc.
struct Scene {
    std::string_view name;
    Rank rank = Rank::place;
    /// May be drawn for words that nobody knows.
    bool by_chance = true;
    /// Words that call for it, lower case, English in the singular and Chinese.
    std::span<const std::string_view> words;
    /// Palettes that suit it when the words do not say.
    std::span<const std::string_view> palettes;
    /// The layers from back to front. Draws nothing itself.
    std::vector<Layer> (*compose)(const Stage& stage);
    /// Words that call for it only where no other scene is named: a field of flowers is a garden, a
    /// flow field is not.
    std::span<const std::string_view> weak_words = {};
};

/// All scenes, in the order of scenes.inc.
std::span<const Scene* const> scenes();
/// The scene of that name, or null.
const Scene* scene_named(std::string_view name);

}  // namespace easel::providers::sketch
