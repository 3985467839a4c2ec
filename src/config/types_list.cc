#include <algorithm>

#include "base/text.h"
#include "config/type.h"
#include "config/yaml_reader.h"

namespace easel::config {
namespace {

// A text that opens a bracket is JSON (which is YAML); anything else is left as it is.
std::optional<Node> unfold(const Node& node, char bracket) {
    if (!node.is_text() || !trim(node.text).starts_with(bracket)) return node;
    auto read = read_yaml(node.text);
    if (!read) return std::nullopt;
    return *std::move(read);
}

bool is_line(const std::string& value) {
    return valid_utf8(value) && std::ranges::none_of(value, [](char c) {
               return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
           });
}

// RFC 9110 section 5.6.2.
bool is_token(const std::string& name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view("!#$%&'*+-.^_`|~").contains(c);
    });
}

// Fields that belong to the transport: a fixed value would break framing or routing.
bool is_framing(const std::string& name) {
    constexpr std::array names = {"host", "content-length", "transfer-encoding", "connection",
                                  "te",   "upgrade",        "content-type"};
    return std::ranges::any_of(names, [&](const char* other) { return iequals(name, other); });
}

std::optional<std::map<std::string, Secret>> read_headers(const Node& node) {
    const auto entries = entries_of(node);
    if (!entries) return std::nullopt;
    std::map<std::string, Secret> out;
    for (const auto& [name, value] : *entries) {
        if (!is_token(name) || is_framing(name) || !is_line(value)) return std::nullopt;
        out.emplace(name, Secret(value));
    }
    return out;
}

}  // namespace

std::optional<std::vector<std::string>> items_of(const Node& written) {
    const auto node = unfold(written, '[');
    if (!node) return std::nullopt;
    std::vector<std::string> out;
    if (node->is_text()) {
        for (const std::string_view piece : split(node->text, ','))
            if (!trim(piece).empty()) out.emplace_back(trim(piece));
    } else if (node->kind == Node::Kind::list) {
        for (const Node& item : node->items) {
            if (!item.is_text() || item.text.empty()) return std::nullopt;
            out.push_back(item.text);
        }
    } else {
        return std::nullopt;
    }
    return std::ranges::all_of(out, is_line) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::vector<std::pair<std::string, std::string>>> entries_of(const Node& written) {
    const auto node = unfold(written, '{');
    if (!node || node->kind != Node::Kind::mapping) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> out;
    for (const Entry& entry : node->entries) {
        if (!entry.value.is_text()) return std::nullopt;
        out.emplace_back(entry.name, entry.value.text);
    }
    return out;
}

Type<std::vector<std::string>> list(std::string expected,
                                    std::function<bool(const std::string&)> good) {
    return {.expected = std::move(expected),
            .read = [good](const Node& node) -> std::optional<std::vector<std::string>> {
                auto items = items_of(node);
                if (items && good && !std::ranges::all_of(*items, good)) return std::nullopt;
                return items;
            },
            .show = [](const std::vector<std::string>& value) { return join(value, ", "); }};
}

Type<TextMap> mapping(std::string expected) {
    return mapping_to<std::string>(std::move(expected), text());
}

Type<std::map<std::string, Secret>> headers() {
    return {.expected =
                "a mapping of HTTP header names to texts, such as {\"Accept\": \"*/*\"}; not "
                "Host, Content-Type, Content-Length or another header of the transport",
            .read = read_headers,
            .show =
                [](const std::map<std::string, Secret>& value) {
                    std::vector<std::string> parts;
                    for (const auto& [name, hidden] : value)
                        parts.push_back(name + ": (set)");
                    return join(parts, ", ");
                },
            .quote = Quote::no};
}

}  // namespace easel::config
