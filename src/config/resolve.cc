#include <algorithm>

#include "base/text.h"
#include "config/finish.h"
#include "config/layers.h"
#include "config/option.h"

namespace easel::config {
namespace {

std::string found(const Option& option, const Node& node) {
    if (node.kind == Node::Kind::nothing) return "found nothing";
    if (node.kind == Node::Kind::list) return "found a list";
    if (node.kind == Node::Kind::mapping) return "found a mapping";
    if (option.quote == Quote::no) return "found a text that is not shown here";
    std::string text = printable(node.text, 60);
    if (text.size() < node.text.size()) text += "…";
    return "found \"" + text + "\"";
}

// The item for which a list is refused: the first that is also refused alone.
const Node* bad_item(const Option& option, const Node& list) {
    Settings scratch;
    const auto refused = [&](const Node& item) {
        Node alone;
        alone.kind = Node::Kind::list;
        alone.items.push_back(item);
        return !option.set(scratch, alone);
    };
    const auto bad = std::ranges::find_if(list.items, refused);
    return bad == list.items.end() ? nullptr : &*bad;
}

Problem refusal(const Option& option, const Candidate& candidate) {
    Node none;
    none.kind = Node::Kind::list;
    Settings scratch;
    const bool takes_lists = option.set(scratch, none);
    if (const Node* bad = takes_lists ? bad_item(option, candidate.node) : nullptr)
        return {candidate.origin.source, bad->line, candidate.origin.field,
                found(option, *bad) + " in a list; expected " + option.expected};
    return {candidate.origin.source, candidate.origin.line, candidate.origin.field,
            found(option, candidate.node) + "; expected " + option.expected};
}

bool names_vidsme(const Option& option, const Candidate& candidate) {
    const std::string& path = option.about.path;
    if (!path.starts_with("vidsme.") || path == "vidsme.enabled") return false;
    if (path == "vidsme.user_id") return true;
    if (path == "vidsme.request_timeout" && candidate.origin.field == option.about.env.front())
        return false;
    return !candidate.node.empty();
}

class Resolver {
  public:
    explicit Resolver(Layers layers) : layers_(std::move(layers)) {
        out_.problems = std::move(layers_.problems);
        out_.warnings = std::move(layers_.warnings);
        given_.vidsme_named = layers_.has_vidsme_section;
    }

    Loaded take() {
        for (const Option& option : options())
            choose(option);
        finish(settings_, given_, out_);
        if (out_.problems.empty()) out_.settings = std::move(settings_);
        return std::move(out_);
    }

  private:
    // The first candidate that can be used; all the others are read too, to report what is wrong.
    void choose(const Option& option) {
        Settings scratch;
        bool chosen = false;
        for (const Layer& layer : layers_.in_order) {
            const auto candidate = layer.find(option.about.path);
            if (candidate == layer.end()) continue;
            given_.vidsme_named |= names_vidsme(option, candidate->second);
            const Node& node = candidate->second.node;
            if (node.empty() && !option.about.empty_counts) continue;
            const Node value = node.empty() ? Node::of("", node.line) : node;
            if (!option.set(chosen ? scratch : settings_, value)) {
                refuse(option, candidate->second);
            } else if (!chosen) {
                out_.origins.emplace(option.about.path, candidate->second.origin);
                chosen = true;
            }
        }
        if (!chosen) use_default(option);
    }

    void use_default(const Option& option) {
        if (!option.about.value.empty()) option.set(settings_, Node::of(option.about.value));
        out_.origins.emplace(option.about.path, Origin{"default", 0, option.about.path});
    }

    void refuse(const Option& option, const Candidate& candidate) {
        Problem problem = refusal(option, candidate);
        const bool warn = option.about.shared_env && candidate.origin.source == "environment";
        if (warn) problem.message += "; it is ignored";
        (warn ? out_.warnings : out_.problems).push_back(std::move(problem));
    }

    Layers layers_;
    Settings settings_;
    Given given_;
    Loaded out_;
};

}  // namespace

Loaded resolve(const Inputs& inputs) {
    return Resolver(read_layers(inputs)).take();
}

}  // namespace easel::config
