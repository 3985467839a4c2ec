#include "providers/sketch/painter/parts/person.h"

namespace easel::providers::sketch {
namespace {

bool is_man(const Stage& stage, Random& random) {
    if (stage.has({"woman", "girl", "lady", "princess", "queen", "actress", "witch", "she", "女人",
                   "女孩", "少女", "女性", "女生", "美女", "公主", "女王", "女子"}))
        return false;
    if (stage.has({"man",     "boy",   "gentleman", "king", "prince", "knight", "wizard",
                   "samurai", "beard", "he",        "男人", "男孩",   "少年",   "男性",
                   "男生",    "帅哥",  "国王",      "王子", "骑士",   "男子",   "胡子"}))
        return true;
    return random.chance(0.45F);
}

Hair hair_of(const Stage& stage, bool man, Random& random) {
    if (stage.has({"bald"})) return Hair::none;
    if (stage.has({"curly", "卷发"})) return Hair::curls;
    if (stage.has({"bun"})) return Hair::bun;
    if (stage.has({"long", "长发", "princess", "公主"}))
        return random.chance(0.5F) ? Hair::long_straight : Hair::wavy;
    if (stage.has({"short", "短发"})) return man ? Hair::cropped : Hair::bob;
    constexpr Hair his[] = {Hair::cropped, Hair::parted, Hair::parted, Hair::curls};
    constexpr Hair hers[] = {Hair::long_straight, Hair::wavy, Hair::bob, Hair::bun, Hair::curls};
    return man ? random.pick(his) : random.pick(hers);
}

Tone hair_tone_of(const Stage& stage, Random& random) {
    if (stage.has({"elderly", "old", "老"})) return tone_lch(0.8F, 0.01F, 250);
    if (stage.has({"blond", "blonde"})) return tone_lch(0.82F, 0.1F, 86);
    constexpr Lch natural[] = {{0.24F, 0.02F, 300}, {0.22F, 0.015F, 40}, {0.34F, 0.055F, 48},
                               {0.42F, 0.09F, 42},  {0.5F, 0.12F, 45},   {0.78F, 0.095F, 82},
                               {0.3F, 0.03F, 265}};
    const Tone own = tone(random.pick(natural));
    return stage.has({"hair", "头发", "长发", "短发", "卷发"}) ? stage.subject_tone(own) : own;
}

}  // namespace

Look look_of(const Stage& stage) {
    Random random = stage.random("person");
    constexpr Lch skins[] = {{0.895F, 0.045F, 58}, {0.84F, 0.06F, 60}, {0.80F, 0.07F, 62},
                             {0.70F, 0.085F, 58},  {0.58F, 0.08F, 55}, {0.46F, 0.065F, 50}};
    Look look;
    const bool man = is_man(stage, random);
    look.skin = tone(random.pick(skins));
    look.hair = hair_of(stage, man, random);
    look.hair_tone = hair_tone_of(stage, random);
    look.square_jaw = man;
    look.lashes = !man;
    look.lips = mix(look.skin, tone_lch(0.55F, 0.16F, 20), man ? 0.35F : 0.75F);
    const Palette& p = stage.palette;
    const Tone cloths[] = {p.accent[0], p.accent[2], mix(p.near, p.accent[2], 0.3F), p.near,
                           mix(p.accent[1], p.near, 0.15F)};
    const bool hair_worn = stage.has({"hair", "头发", "长发", "短发", "卷发"});
    look.cloth = hair_worn ? random.pick(cloths) : stage.subject_tone(random.pick(cloths));
    // Cloth that melts into hair or wall needs another tone.
    if (absolute(look.cloth.l - look.hair_tone.l) < 0.08F) look.cloth = lighter(look.cloth, 0.14F);
    look.second = mix(p.paper, p.accent[1], random.between(0, 0.4F));
    constexpr Collar collars[] = {Collar::round, Collar::open, Collar::polo_neck, Collar::jacket};
    look.collar = random.pick(collars);
    look.beard =
        man && (stage.has({"beard", "胡子", "wizard", "king", "国王"}) || random.chance(0.35F));
    look.glasses = stage.has({"glasses", "眼镜"}) || random.chance(0.15F);
    look.hat = stage.has({"hat", "帽子", "wizard", "witch"});
    look.earrings = !man && random.chance(0.6F);
    return look;
}

}  // namespace easel::providers::sketch
