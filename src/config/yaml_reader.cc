#include "config/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace easel::config {
namespace {

constexpr std::size_t max_depth = 16;
constexpr std::size_t max_values = 5000;

struct Refused {
    Problem problem;
};

[[noreturn]] void refuse(int line, std::string message, std::string field = {}) {
    throw Refused{
        {.source = {}, .line = line, .field = std::move(field), .message = std::move(message)}};
}

int line_of(const YAML::Mark& mark) {
    return mark.line < 0 ? 0 : mark.line + 1;
}

// Builds the tree from the parser's events. yaml-cpp's own tree would follow aliases, which a few
// hundred bytes can blow up to gigabytes, and would forget where a name stood.
class TreeBuilder final : public YAML::EventHandler {
  public:
    Node take() { return std::move(root_); }
    int start() const { return start_; }

    void OnDocumentStart(const YAML::Mark& mark) override { start_ = line_of(mark); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(begin(mark, "", anchor, Node::Kind::nothing));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(line_of(mark), "aliases (`*name`) are not supported; write the value out");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const bool plain_null = tag == "?" && (value == "~" || value == "null");
        Node node = begin(mark, tag, anchor, plain_null ? Node::Kind::nothing : Node::Kind::text);
        if (!plain_null) node.text = value;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(begin(mark, tag, anchor, Node::Kind::list));
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(begin(mark, tag, anchor, Node::Kind::mapping));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        Node node;
        std::string name;  // of the entry whose value comes next
        int name_line = 0;
        bool has_name = false;
    };

    Node begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
               Node::Kind kind) {
        const int line = line_of(mark);
        if (anchor != 0) refuse(line, "anchors (`&name`) are not supported; write the value out");
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse(line, "tags such as `!!binary` are not supported; write a plain value");
        if (++values_ > max_values)
            refuse(line, "too many values; at most " + std::to_string(max_values) + " are read");
        Node node;
        node.kind = kind;
        node.line = line;
        return node;
    }

    void open(Node node) {
        if (stack_.size() >= max_depth)
            refuse(node.line, "nested deeper than " + std::to_string(max_depth) + " levels");
        if (expects_name()) refuse(node.line, "a name must be a text, not a list or mapping");
        stack_.push_back({.node = std::move(node), .name = {}});
    }

    void close() {
        Node node = std::move(stack_.back().node);
        stack_.pop_back();
        add(std::move(node));
    }

    bool expects_name() const {
        return !stack_.empty() && stack_.back().node.kind == Node::Kind::mapping &&
               !stack_.back().has_name;
    }

    void add(Node node) {
        if (stack_.empty()) {
            root_ = std::move(node);
        } else if (Open& top = stack_.back(); top.node.kind == Node::Kind::list) {
            top.node.items.push_back(std::move(node));
        } else if (!top.has_name) {
            set_name(top, std::move(node));
        } else {
            top.node.entries.push_back({std::move(top.name), top.name_line, std::move(node)});
            top.has_name = false;
        }
    }

    static void set_name(Open& top, Node name) {
        const auto same = [&](const Entry& entry) { return entry.name == name.text; };
        if (const auto first = std::ranges::find_if(top.node.entries, same);
            first != top.node.entries.end())
            refuse(name.line,
                   "is written twice; it also stands in line " + std::to_string(first->line),
                   printable(name.text, 80));
        top.name = std::move(name.text);
        top.name_line = name.line;
        top.has_name = true;
    }

    Node root_;
    std::vector<Open> stack_;
    std::size_t values_ = 0;
    int start_ = 0;
};

void check_characters(std::string_view text) {
    if (text.size() > max_file_bytes) refuse(0, "is larger than 1 MiB");
    int line = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        if (!valid_utf8(row)) refuse(line, "is not valid UTF-8");
        const auto control = [](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r') || c == 0x7F;
        };
        if (std::ranges::any_of(row, control)) refuse(line, "holds a control character");
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
    }
}

Node read_document(std::string_view text) {
    check_characters(text);
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    TreeBuilder builder;
    if (!parser.HandleNextDocument(builder)) return {};
    TreeBuilder second;
    if (parser.HandleNextDocument(second)) refuse(second.start(), "holds more than one document");
    return builder.take();
}

}  // namespace

std::expected<Node, Problem> read_yaml(std::string_view text) {
    try {
        return read_document(text);
    } catch (Refused& refused) {
        return std::unexpected(std::move(refused.problem));
    } catch (const YAML::Exception& error) {
        return std::unexpected(
            Problem{.source = {},
                    .line = line_of(error.mark),
                    .field = {},
                    .message = "is not well-formed YAML: " + printable(error.msg, 200)});
    } catch (const std::exception&) {
        return std::unexpected(
            Problem{.source = {}, .line = 0, .field = {}, .message = "is not well-formed YAML"});
    }
}

}  // namespace easel::config
