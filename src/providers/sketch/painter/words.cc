#include "providers/sketch/painter/words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "providers/sketch/painter/words_table.h"

namespace easel::providers::sketch {
namespace {

constexpr std::size_t read_bytes_max = 16384;

/// Every word the painter knows, sorted, once.
const std::vector<std::string_view>& dictionary() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> out;
        for (const Scene* scene : scenes())
            for (const auto words : {scene->words, scene->weak_words})
                out.insert(out.end(), words.begin(), words.end());
        for (const HueWord& entry : hue_words())
            out.push_back(entry.word);
        for (const SignWord& entry : sign_words())
            out.push_back(entry.word);
        for (const PaletteWord& entry : palette_words())
            out.push_back(entry.word);
        out.insert(out.end(), detail_words().begin(), detail_words().end());
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }();
    return all;
}

/// The dictionary's own copy of `word`, or empty.
std::string_view look_up(std::string_view word) {
    const auto& words = dictionary();
    const auto at = std::lower_bound(words.begin(), words.end(), word);
    return at != words.end() && *at == word ? *at : std::string_view();
}

/// An English word as it stands, or without the ending of a plural.
std::string_view look_up_english(std::string_view word) {
    if (const auto known = look_up(word); !known.empty()) return known;
    if (word.size() > 4 && word.ends_with("ies"))
        if (const auto known = look_up(std::string(word.substr(0, word.size() - 3)) + "y");
            !known.empty())
            return known;
    for (const std::string_view ending : {"es", "s", "'s"})
        if (word.size() > ending.size() + 2 && word.ends_with(ending))
            if (const auto known = look_up(word.substr(0, word.size() - ending.size()));
                !known.empty())
                return known;
    return {};
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || c == '\'';
}

/// The longest known word that starts where `text` starts (four Chinese characters at most).
std::string_view longest_at(std::string_view text) {
    for (std::size_t bytes = 12; bytes >= 3; bytes -= 3)
        if (text.size() >= bytes)
            if (const auto known = look_up(text.substr(0, bytes)); !known.empty()) return known;
    return {};
}

std::vector<std::string_view> known_words(std::string_view text) {
    std::vector<std::string_view> found;
    const auto note = [&found](std::string_view word) {
        if (!word.empty() && std::find(found.begin(), found.end(), word) == found.end())
            found.push_back(word);
    };
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_letter(text[at])) {
            std::size_t end = at;
            while (end < text.size() && is_letter(text[end]))
                ++end;
            note(look_up_english(text.substr(at, end - at)));
            at = end;
        } else if (static_cast<unsigned char>(text[at]) >= 0x80) {
            const std::string_view word = longest_at(text.substr(at));
            note(word);
            at += word.empty() ? 1 : word.size();
        } else {
            ++at;
        }
    }
    return found;
}

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// How strongly a word calls for a scene; 0: not at all, 1: weakly.
int call_of(const Scene& scene, std::string_view word) {
    if (contains(scene.weak_words, word)) return 1;
    return contains(scene.words, word) ? 1 + std::to_underlying(scene.rank) : 0;
}

/// The strongest call wins, then the word that comes first; the next place becomes the setting.
void choose_scenes(Reading& reading) {
    int strongest = 0;
    for (const std::string_view word : reading.found)
        for (const Scene* scene : scenes())
            if (const int call = call_of(*scene, word); call > strongest) {
                reading.scene = scene;
                strongest = call;
            }
    for (const std::string_view word : reading.found)
        for (const Scene* scene : scenes())
            if (reading.setting == nullptr && scene != reading.scene && call_of(*scene, word) > 0 &&
                (scene->rank == Rank::place || scene->rank == Rank::landmark))
                reading.setting = scene;
}

}  // namespace

bool Reading::has(std::initializer_list<std::string_view> any_of) const {
    return std::any_of(any_of.begin(), any_of.end(),
                       [this](std::string_view word) { return contains(found, word); });
}

Reading read_words(std::string_view prompt) {
    const std::string text = to_lower(prompt.substr(0, read_bytes_max));
    Reading reading;
    reading.found = known_words(text);
    choose_scenes(reading);
    int weight = 0;
    for (const std::string_view word : reading.found) {
        for (const HueWord& entry : hue_words())
            if (entry.word == word && reading.hues.size() < 2) reading.hues.push_back(entry.hue);
        for (const SignWord& entry : sign_words())
            if (entry.word == word) reading.signs.*entry.sign = true;
        for (const PaletteWord& entry : palette_words())
            if (entry.word == word && entry.weight > weight) {
                reading.palette = entry.palette;
                weight = entry.weight;
            }
    }
    return reading;
}

}  // namespace easel::providers::sketch
