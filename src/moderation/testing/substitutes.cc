#include "moderation/testing/substitutes.h"

namespace easel::moderation::testing {

const Substitutes& leet_table() {
    static const Substitutes table{{'o', {"0"}}, {'i', {"1", "!"}}, {'l', {"1", "|"}},
                                   {'e', {"3"}}, {'a', {"4", "@"}}, {'s', {"5", "$"}},
                                   {'t', {"7"}}};
    return table;
}

const Substitutes& leet_shapes_table() {
    static const Substitutes table{{'o', {"()"}}, {'u', {"v"}}};
    return table;
}

const Substitutes& homoglyph_table() {
    static const Substitutes table{{'a', {"\u0430", "\u03B1", "\u0251"}},
                                   {'c', {"\u0441", "\u03F2", "\u1D04"}},
                                   {'d', {"\u0501"}},
                                   {'e', {"\u0435", "\u0415"}},
                                   {'g', {"\u0261"}},
                                   {'h', {"\u04BB", "\u029C"}},
                                   {'i', {"\u0456", "\u0131", "\u0399"}},
                                   {'j', {"\u0458"}},
                                   {'k', {"\u03BA", "\u041A"}},
                                   {'l', {"\u04CF", "\u029F"}},
                                   {'n', {"\u0578", "\u039D", "\u0274"}},
                                   {'o', {"\u043E", "\u03BF", "\u0585"}},
                                   {'p', {"\u0440", "\u03C1"}},
                                   {'s', {"\u0455", "\uA731"}},
                                   {'t', {"\u03C4", "\u0422"}},
                                   {'u', {"\u057D", "\u03C5"}},
                                   {'x', {"\u0445", "\u03C7"}},
                                   {'y', {"\u0443", "\u03A5"}}};
    return table;
}

const Substitutes& extended_latin_table() {
    static const Substitutes table{
        {'a', {"\u2C65", "\u1D8F"}}, {'b', {"\u0180", "\u0253", "\u0183"}},
        {'c', {"\u0188", "\u023C"}}, {'d', {"\u0256", "\u0257", "\u018C"}},
        {'e', {"\u0247", "\u025B"}}, {'f', {"\u0192", "\u1D6E"}},
        {'g', {"\u0260", "\u01E5"}}, {'h', {"\u0266", "\u2C68"}},
        {'i', {"\u0268", "\u1D96"}}, {'j', {"\u0249", "\u029D"}},
        {'k', {"\u0199", "\u2C6A"}}, {'l', {"\u019A", "\u026B", "\u2C61"}},
        {'m', {"\u0271", "\u1D6F"}}, {'n', {"\u0272", "\u019E", "\u0273"}},
        {'o', {"\u0275", "\u2C7A"}}, {'p', {"\u01A5", "\u1D7D"}},
        {'q', {"\u024B", "\u02A0"}}, {'r', {"\u024D", "\u027D"}},
        {'s', {"\u0282", "\u023F"}}, {'t', {"\u0167", "\u01AD", "\u0288"}},
        {'u', {"\u0289", "\u1D99"}}, {'v', {"\u028B", "\u2C71"}},
        {'w', {"\u2C73"}},           {'x', {"\u1D8D"}},
        {'y', {"\u01B4", "\u024F"}}, {'z', {"\u01B6", "\u0225"}}};
    return table;
}

const Substitutes& coptic_table() {
    static const Substitutes table{
        {'a', {"\u2C81", "\u2C80"}}, {'b', {"\u2C83"}},           {'c', {"\u2CA5", "\u2CA4"}},
        {'e', {"\u2C89", "\u2C88"}}, {'h', {"\u2C8F", "\u2C8E"}}, {'i', {"\u2C93", "\u2C92"}},
        {'k', {"\u2C95", "\u2C94"}}, {'m', {"\u2C99", "\u2C98"}}, {'n', {"\u2C9B", "\u2C9A"}},
        {'o', {"\u2C9F", "\u2C9E"}}, {'p', {"\u2CA3", "\u2CA2"}}, {'t', {"\u2CA7", "\u2CA6"}},
        {'x', {"\u2CAD", "\u2CAC"}}, {'y', {"\u2CA9", "\u2CA8"}}};
    return table;
}

const Substitutes& lisu_table() {
    static const Substitutes table{
        {'a', {"\uA4EE"}}, {'b', {"\uA4D0"}}, {'c', {"\uA4DA"}}, {'d', {"\uA4D3"}},
        {'e', {"\uA4F0"}}, {'f', {"\uA4DD"}}, {'g', {"\uA4D6"}}, {'h', {"\uA4E7"}},
        {'i', {"\uA4F2"}}, {'j', {"\uA4D9"}}, {'k', {"\uA4D7"}}, {'l', {"\uA4E1"}},
        {'m', {"\uA4DF"}}, {'n', {"\uA4E0"}}, {'o', {"\uA4F3"}}, {'p', {"\uA4D1"}},
        {'r', {"\uA4E3"}}, {'s', {"\uA4E2"}}, {'t', {"\uA4D4"}}, {'u', {"\uA4F4"}},
        {'v', {"\uA4E6"}}, {'w', {"\uA4EA"}}, {'x', {"\uA4EB"}}, {'y', {"\uA4EC"}},
        {'z', {"\uA4DC"}}};
    return table;
}

const Substitutes& turned_table() {
    static const Substitutes table{{'a', {"\u0250"}}, {'e', {"\u01DD"}}, {'f', {"\u025F"}},
                                   {'g', {"\u1D77"}}, {'h', {"\u0265"}}, {'i', {"\u1D09"}},
                                   {'k', {"\u029E"}}, {'l', {"\uA781"}}, {'m', {"\u026F"}},
                                   {'r', {"\u0279"}}, {'t', {"\u0287"}}, {'v', {"\u028C"}},
                                   {'w', {"\u028D"}}, {'y', {"\u028E"}}};
    return table;
}

const Substitutes& syllabics_table() {
    static const Substitutes table{{'a', {"\u15E9"}}, {'b', {"\u15F7"}}, {'c', {"\u1455"}},
                                   {'d', {"\u15EA"}}, {'e', {"\u15F4"}}, {'f', {"\u15B4"}},
                                   {'g', {"\u161C"}}, {'h', {"\u157C"}}, {'j', {"\u148D"}},
                                   {'l', {"\u14AA"}}, {'m', {"\u15F0"}}, {'n', {"\u144E"}},
                                   {'p', {"\u146D"}}, {'q', {"\u146B"}}, {'r', {"\u1587"}},
                                   {'s', {"\u1515"}}, {'u', {"\u144C"}}, {'v', {"\u142F"}},
                                   {'w', {"\u15EF"}}, {'x', {"\u166D"}}, {'z', {"\u1614"}}};
    return table;
}

const Substitutes& foreign_shapes_table() {
    static const Substitutes table{
        {'i', {"\u05D5", "\u05DF"}},
        {'l', {"\u05D5", "\u0627", "\u05DF"}},
        {'o', {"\u0E50", "\u0B20", "\u0D20", "\u101D", "\u07C0", "\u17E0", "\u05E1"}}};
    return table;
}

}  // namespace easel::moderation::testing
