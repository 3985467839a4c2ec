#include "providers/sketch/painter/scene.h"

namespace easel::providers::sketch {

#define SCENE(name) extern const Scene name##_scene;
#include "providers/sketch/painter/scenes.inc"
#undef SCENE

std::span<const Scene* const> scenes() {
    static constexpr const Scene* all[] = {
#define SCENE(name) &name##_scene,
#include "providers/sketch/painter/scenes.inc"
#undef SCENE
    };
    return all;
}

const Scene* scene_named(std::string_view name) {
    for (const Scene* scene : scenes())
        if (scene->name == name) return scene;
    return nullptr;
}

}  // namespace easel::providers::sketch
