#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "config/endpoint.h"
#include "config/network.h"
#include "config/node.h"

namespace easel::config {

/// May an error message quote what was written? Not where it may hold a password.
enum class Quote { yes, no };

/// How one kind of value is read from text and shown again. `expected` finishes the sentence
/// "expected …" and the documentation's column "Allowed". `read` never sees an empty node.
template <class T>
struct Type {
    std::string expected;
    std::function<std::optional<T>(const Node&)> read;
    std::function<std::string(const T&)> show;
    Quote quote = Quote::yes;
};

using TextMap = std::map<std::string, std::string>;

enum class Lines { one, many };

// types_scalar.cc
Type<std::string> text(std::string expected = "a text", Lines lines = Lines::one);
Type<Secret> secret(std::string expected = "a text");
Type<bool> boolean();
Type<int> integer(int min, int max);
/// `500ms`, `30s`, `2m`, `24h`, fractions too; a bare number is seconds, as in vidsme-2api.
Type<std::chrono::milliseconds> duration(std::chrono::milliseconds min,
                                         std::chrono::milliseconds max);
/// `65536`, `64KiB`, `32MiB`, `1GiB`.
Type<std::size_t> bytes(std::size_t min, std::size_t max);

// types_address.cc
Type<Endpoint> endpoint();
/// http or https, with a host, without user name, query or fragment.
Type<std::string> url(std::string example);
/// http, https, socks4, socks4a, socks5, socks5h; `host:port` alone means http. May hold a user
/// name and a password, which are never shown. With `direct` allowed that word means "no proxy".
enum class Direct { refused, allowed };
Type<std::string> proxy(Direct direct);
Type<std::vector<Network>> networks();
/// A public key in PEM form; the two characters `\n` become a line end.
Type<std::string> public_key();

// types_list.cc
/// A YAML list, a JSON array, or comma separated. `good` judges one item.
Type<std::vector<std::string>> list(std::string expected,
                                    std::function<bool(const std::string&)> good = nullptr);
/// A YAML mapping or a JSON object of texts.
Type<TextMap> mapping(std::string expected);
/// HTTP header fields; their values may be credentials and are never shown.
Type<std::map<std::string, Secret>> headers();

/// One of a few words, written in any case.
template <class T>
Type<T> choice(std::vector<std::pair<std::string, T>> words);
template <class T>
Type<std::map<std::string, T>> mapping_to(std::string expected, Type<T> value);

/// The items of a list in any of its notations, the entries of a mapping in either of its own;
/// nullopt if it is none.
std::optional<std::vector<std::string>> items_of(const Node& node);
std::optional<std::vector<std::pair<std::string, std::string>>> entries_of(const Node& node);

bool same_word(const std::string& a, const std::string& b);
std::string join(const std::vector<std::string>& words, const std::string& separator);

template <class T>
Type<T> choice(std::vector<std::pair<std::string, T>> words) {
    std::vector<std::string> names;
    for (const auto& [word, value] : words)
        names.push_back("`" + word + "`");
    return {.expected = "one of " + join(names, ", "),
            .read = [words](const Node& node) -> std::optional<T> {
                for (const auto& [word, value] : words)
                    if (node.is_text() && same_word(node.text, word)) return value;
                return std::nullopt;
            },
            .show =
                [words](const T& value) {
                    for (const auto& [word, candidate] : words)
                        if (candidate == value) return word;
                    return std::string();
                }};
}

template <class T>
Type<std::map<std::string, T>> mapping_to(std::string expected, Type<T> value) {
    return {.expected = std::move(expected),
            .read = [value](const Node& node) -> std::optional<std::map<std::string, T>> {
                const auto entries = entries_of(node);
                if (!entries) return std::nullopt;
                std::map<std::string, T> out;
                for (const auto& [name, word] : *entries) {
                    const auto read = value.read(Node::of(word));
                    if (name.empty() || !read) return std::nullopt;
                    out.emplace(name, *read);
                }
                return out;
            },
            .show =
                [value](const std::map<std::string, T>& map) {
                    std::vector<std::string> parts;
                    for (const auto& [name, item] : map)
                        parts.push_back(name + ": " + value.show(item));
                    return parts.empty() ? "" : "{" + join(parts, ", ") + "}";
                }};
}

}  // namespace easel::config
