#include "moderation/age_tokens.h"

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "moderation/term.h"

namespace easel::moderation {
namespace {

constexpr int value_max = 100'000;
/// Longer words are no numbers and no units; what is cut off cannot matter.
constexpr std::size_t word_max = 32;
constexpr std::size_t spelled_run_min = 3;
constexpr std::size_t look_alike_digits_max = 3;

struct NumberWord {
    AgeToken::Kind kind;
    int value;
};

const std::map<std::string, NumberWord, std::less<>>& number_words() {
    static const auto table = [] {
        using enum AgeToken::Kind;
        std::map<std::string, NumberWord, std::less<>> words;
        int value = 0;
        for (const char* word :
             {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
              "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
              "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"})
            words.emplace(age_key(word), NumberWord{units, value++});
        value = 20;
        for (const char* word :
             {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}) {
            words.emplace(age_key(word), NumberWord{tens, value});
            value += 10;
        }
        for (const char* word : {"hundred", "thousand", "million", "billion"})
            words.emplace(age_key(word), NumberWord{big, value_max});
        return words;
    }();
    return table;
}

/// What may be written together with the number before it, as keys.
constexpr auto glued_units =
    std::to_array<std::string_view>({"year", "years", "yr", "yrs", "yo", "yearoid", "yearsoid",
                                     "yearoids", "yroid", "yrsoid", "th"});

/// Stems that only ordinals have, besides the numbers themselves.
const NumberWord* glued_number(std::string_view stem) {
    using enum AgeToken::Kind;
    static const std::map<std::string, NumberWord, std::less<>> stems{
        {"fif", {units, 5}}, {"eigh", {units, 8}}, {"nin", {units, 9}}, {"tweif", {units, 12}}};
    if (auto found = stems.find(stem); found != stems.end()) return &found->second;
    auto found = number_words().find(stem);
    return found == number_words().end() ? nullptr : &found->second;
}

std::optional<int> digit_of(char32_t letter) {
    if (letter >= U'0' && letter <= U'9') return static_cast<int>(letter - U'0');
    if (letter == U'o') return 0;
    return skeleton_letter(letter) == U'i' ? std::optional(1) : std::nullopt;
}

/// End of a short number that begins here, in which letters stand for digits; `begin` if none does.
std::size_t look_alike_digits_end(const Symbols& symbols, std::size_t begin) {
    const auto inside = [&](std::size_t at) {
        return at < symbols.size() && (at == begin || symbols[at].gap <= Gap::soft);
    };
    std::size_t end = begin;
    bool digits = false;
    while (end - begin <= look_alike_digits_max && inside(end) && digit_of(symbols[end].letter)) {
        digits = digits || symbols[end].script == Script::digit;
        ++end;
    }
    const bool a_word =
        end - begin > look_alike_digits_max ||
        (inside(end) && symbols[end].script == Script::latin && symbols[end].letter != U'y');
    return digits && !a_word ? end : begin;
}

bool lone_letter(const Symbols& symbols, std::size_t i) {
    return symbols[i].script == Script::latin && symbols[i].gap >= Gap::tight &&
           (i + 1 >= symbols.size() || symbols[i + 1].gap >= Gap::tight);
}

/// The letters of one spelled-out word are parted alike, and less than two words are.
bool spelling_goes_on(const Symbols& symbols, std::size_t begin, std::size_t at) {
    if (at >= symbols.size() || !lone_letter(symbols, at)) return false;
    if (at == begin) return true;
    return symbols[at].mark != Mark::wide && symbols[at].gap == symbols[begin + 1].gap;
}

/// End of the token that starts at `begin`.
std::size_t token_end(const Symbols& symbols, std::size_t begin) {
    std::size_t end = look_alike_digits_end(symbols, begin);
    if (end > begin) return end;
    while (spelling_goes_on(symbols, begin, end))
        ++end;
    if (end - begin >= spelled_run_min) return end;
    end = begin + 1;
    while (end < symbols.size() && symbols[end].script == symbols[begin].script &&
           symbols[end].gap <= Gap::soft)
        ++end;
    return end;
}

void read_digits(const Symbols& symbols, std::size_t end, std::size_t at, AgeToken& token) {
    token.kind = AgeToken::Kind::digits;
    for (; at < end; ++at, ++token.digits)
        if (token.value < value_max)
            token.value = token.value * 10 + digit_of(symbols[at].letter).value_or(0);
}

void read_word(const Symbols& symbols, std::size_t end, std::size_t at, AgeToken& token) {
    std::string word;
    for (; at < end && word.size() < word_max; ++at) {
        const char32_t letter = symbols[at].letter == i_or_l ? U'i' : symbols[at].letter;
        word.push_back(letter < 0x80 ? static_cast<char>(letter) : '?');
    }
    token.key = age_key(word);
    if (auto number = number_words().find(token.key); number != number_words().end()) {
        token.kind = number->second.kind;
        token.value = number->second.value;
    }
}

/// Adds a word, or the number and the unit that it is made of.
void push_word(AgeToken token, std::vector<AgeToken>& tokens) {
    for (std::string_view unit : glued_units) {
        const std::string_view key = token.key;
        if (token.kind != AgeToken::Kind::word || !key.ends_with(unit)) continue;
        const NumberWord* number = glued_number(key.substr(0, key.size() - unit.size()));
        if (number == nullptr) continue;
        token.kind = number->kind;
        token.value = number->value;
        tokens.push_back(std::move(token));
        token = AgeToken{AgeToken::Kind::word, 0, 0, std::string(unit), Gap::none, Mark::none};
        break;
    }
    tokens.push_back(std::move(token));
}

}  // namespace

std::string age_key(std::string_view word) {
    std::string key;
    for (char letter : word) {
        if (letter == 'l') letter = 'i';
        if (key.empty() || key.back() != letter) key.push_back(letter);
    }
    return key;
}

std::vector<AgeToken> age_tokens(const Symbols& symbols) {
    std::vector<AgeToken> tokens;
    Gap after_han = Gap::none;
    for (std::size_t at = 0; at < symbols.size();) {
        const Symbol& first = symbols[at];
        if (first.script == Script::han) {
            after_han = Gap::stop;
            ++at;
            continue;
        }
        const std::size_t end = token_end(symbols, at);
        AgeToken token;
        token.gap = std::max(first.gap, after_han);
        token.mark = first.mark;
        if (first.script == Script::digit || look_alike_digits_end(symbols, at) > at) {
            read_digits(symbols, end, at, token);
            tokens.push_back(std::move(token));
        } else {
            read_word(symbols, end, at, token);
            push_word(std::move(token), tokens);
        }
        after_han = Gap::none;
        at = end;
    }
    return tokens;
}

}  // namespace easel::moderation
