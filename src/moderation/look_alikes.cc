#include "moderation/look_alikes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <vector>

namespace easel::moderation {
namespace {

// Tables of pairs with a space between two pairs: what is written, and what it looks like.

/// Capitals whose small forms look otherwise, and letters that have a compatibility form.
constexpr std::u32string_view before_folding =
    U"Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx Ϲc ϲc ςc Ѕs Іi Јj Үy "
    U"Ꭰd Ꭱr Ꭲt Ꭺa Ꭻj Ꭼe Ꮃw Ꮇm Ꮋh Ꮍy Ꮐg Ꮓz Ꮥs Ꮪs Ꮩv Ꮯc Ꮮl Ꮲp Ᏼb Ꮶk Ꮢr "
    U"Սu Տs Օo Լl";

constexpr std::u32string_view after_folding =
    // Cyrillic
    U"аa вb еe иn кk мm нh оo пn рp сc тt уy хx гr эe яr шw щw ѕs іi јj һh ԁd ԛq ԝw ӏl ԍg үy ьb ѵv "
    // Greek
    U"αa βb γy δd εe ηn θo ιi κk λl μu νv οo πn ρp σo τt υu φo χx ωw ϳj "
    // Armenian
    U"օo ոn սu հh ցg զq յj լl ղn "
    // Cherokee: small forms fold to these.
    U"Ꭰd Ꭱr Ꭲt Ꭺa Ꭻj Ꭼe Ꮃw Ꮇm Ꮋh Ꮍy Ꮐg Ꮓz Ꮥs Ꮪs Ꮩv Ꮯc Ꮮl Ꮲp Ᏼb Ꮶk Ꮢr "
    // Phonetic letters and small capitals
    U"ɑa ɐa ɡg ıi ȷj ɩi ɪi ʟl ɴn ʀr ʏy ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz "
    U"ɛe ɔo øo đd łl ħh ŧt əe ƒf ðd þp ŋn ɒa ɓb ɗd ɠg ƙk ɲn ɳn ɾr ʂs ʈt ʋv ɕc ʐz ɬl ǀl ∣l ¦l "
    // Traditional (and Japanese) forms of characters in the lexicon
    U"兒儿 嬰婴 蘿萝 學学 園园 歲岁 歳岁 滿满 體体 愛爱 亂乱 穢秽 陰阴 莖茎 強强 姦奸 發发 無无 "
    U"碼码 圖图 澀涩 調调 內内 褲裤 "
    U"誘诱 戀恋 寶宝 顏颜 倫伦 齡龄 貧贫 萬万 兩两 億亿 幾几 來来 餘余 黃黄 脫脱 沒没 絲丝 掛挂 "
    U"齒齿 褻亵 裡里 裏里 嬌娇 處处 "
    U"穉稚 話话 僅仅 還还 蕩荡 輪轮 點点 児儿 気气";

/// Every third character is the space between two pairs.
constexpr bool well_formed(std::u32string_view table) {
    for (std::size_t i = 2; i < table.size(); i += 3)
        if (table[i] != U' ') return false;
    return table.size() % 3 == 2;
}
static_assert(well_formed(before_folding) && well_formed(after_folding));

constexpr auto digit_zeros = std::to_array<char32_t>(
    {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
     0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946,
     0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900});

struct Pair {
    char32_t from;
    char32_t to;
};

/// Read off the code charts, block by block: what is not worth a word above. The digit 1 stands for
/// what may be i or l.
constexpr auto wide = std::to_array<Pair>({
#include "moderation/look_alikes.inc"
});
static_assert(std::ranges::adjacent_find(wide, std::ranges::greater_equal(), &Pair::from) ==
              wide.end());

std::vector<Pair> sorted_pairs(std::u32string_view table) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i + 1 < table.size(); i += 3)
        pairs.push_back({table[i], table[i + 1]});
    std::ranges::stable_sort(pairs, {}, &Pair::from);
    return pairs;
}

char32_t look_up(std::span<const Pair> pairs, char32_t c) {
    auto at = std::ranges::lower_bound(pairs, c, {}, &Pair::from);
    return at != pairs.end() && at->from == c ? at->to : c;
}

struct Emoji {
    char32_t from;
    std::string_view words;
};
constexpr auto emoji = std::to_array<Emoji>({
    {U'\U0001F346', "emojiaubergine"},
    {U'\U0001F34C', "emojiaubergine"},
    {U'\U0001F351', "emojipeach"},
    {U'\U0001F37C', "baby"},
    {U'\U0001F445', "emojitongue"},
    {U'\U0001F466', "little boy"},
    {U'\U0001F467', "little girl"},
    {U'\U0001F476', "baby"},
    {U'\U0001F47C', "baby"},
    {U'\U0001F4A6', "emojisweat"},
    {U'\U0001F51E', "nsfw"},
    {U'\U0001F6BC', "baby"},
    {U'\U0001F9D2', "child"},
    {U'\U0001F3EB', "school"},
});

}  // namespace

char32_t look_alike_unfolded(char32_t c) {
    static const auto pairs = sorted_pairs(before_folding);
    return look_up(pairs, c);
}

char32_t look_alike(char32_t c) {
    static const auto pairs = sorted_pairs(after_folding);
    if (c < 0x80) return c;
    for (char32_t zero : digit_zeros)
        if (c >= zero && c < zero + 10) return U'0' + (c - zero);
    // Boxed and circled capitals and flag letters have no compatibility form.
    for (char32_t first : {0x1F130U, 0x1F150U, 0x1F170U, 0x1F1E6U})
        if (c >= first && c < first + 26) return U'a' + (c - first);
    const char32_t found = look_up(pairs, c);
    return found == c ? look_up(wide, c) : found;
}

std::string_view emoji_words(char32_t c) {
    if (c < 0x1F000) return {};
    auto at = std::ranges::find(emoji, c, &Emoji::from);
    return at != emoji.end() ? at->words : std::string_view();
}

}  // namespace easel::moderation
