#include "config/yaml_layer.h"

#include <algorithm>

#include "base/text.h"
#include "config/option.h"
#include "config/yaml_reader.h"

namespace easel::config {
namespace {

bool allowed_in_file(const Option& option) {
    return option.about.place == Place::anywhere;
}

// The names that may follow `prefix` ("" or "http.").
std::vector<std::string> names_below(const std::string& prefix) {
    std::vector<std::string> out;
    for (const Option& option : options()) {
        if (!allowed_in_file(option) || !option.about.path.starts_with(prefix)) continue;
        const std::string rest = option.about.path.substr(prefix.size());
        const std::string name = rest.substr(0, rest.find('.'));
        if (out.empty() || out.back() != name) out.push_back(name);
    }
    return out;
}

// Where a name that is unknown here would be known: another section, or a variable's name. Empty if
// there is no such place, or several.
std::string place_of(const std::string& name) {
    std::vector<std::string> places;
    for (const Option& option : options()) {
        if (!allowed_in_file(option)) continue;
        const std::string& path = option.about.path;
        if (path == name || path.ends_with("." + name) ||
            std::ranges::find(option.about.env, name) != option.about.env.end())
            places.push_back(path);
    }
    return places.size() == 1 ? places.front() : "";
}

class Walk {
  public:
    Walk(const Document& document, Layers& layers) : document_(document), layers_(layers) {}

    Layer take(const Node& root) {
        if (root.kind == Node::Kind::mapping)
            section(root, "");
        else if (root.kind != Node::Kind::nothing)
            complain(root.line, "", "expected a mapping of option names to values");
        return std::move(layer_);
    }

  private:
    void section(const Node& node, const std::string& prefix) {
        for (const Entry& entry : node.entries) {
            const std::string path = prefix + entry.name;
            const Option* option = find_option(path);
            if (option != nullptr)
                value(*option, entry);
            else if (entry.name.empty() || names_below(path + ".").empty())
                unknown(entry, prefix);
            else
                subsection(entry, path);
        }
    }

    void value(const Option& option, const Entry& entry) {
        const About& about = option.about;
        if (allowed_in_file(option))
            layer_.emplace(about.path,
                           Candidate{entry.value, {document_.source, entry.line, about.path}});
        else
            complain(entry.line, about.path,
                     "may not stand in the file; it is " + about.env.front() +
                         (about.flag.empty() ? "" : " or " + about.flag));
    }

    void subsection(const Entry& entry, const std::string& path) {
        const bool only_switch =
            entry.value.entries.size() == 1 && entry.value.entries.front().name == "enabled";
        if (path == "vidsme" && !only_switch) layers_.has_vidsme_section = true;
        if (entry.value.kind == Node::Kind::mapping)
            section(entry.value, path + ".");
        else if (entry.value.kind != Node::Kind::nothing)
            complain(entry.line, path,
                     "is a section; expected one of " + join(names_below(path + "."), ", ") +
                         " below it");
    }

    void unknown(const Entry& entry, const std::string& prefix) {
        const std::vector<std::string> here = names_below(prefix);
        std::string message = "there is no such option";
        if (const std::string place = place_of(entry.name); !place.empty())
            message += "; did you mean `" + place + "`?";
        else if (const std::string name = nearest(entry.name, here); !name.empty())
            message += "; did you mean `" + prefix + name + "`?";
        else
            message += "; expected one of " + join(here, ", ");
        complain(entry.line, prefix + printable(entry.name, 80), message);
    }

    void complain(int line, std::string field, std::string message) {
        layers_.problems.push_back({document_.source, line, std::move(field), std::move(message)});
    }

    const Document& document_;
    Layers& layers_;
    Layer layer_;
};

}  // namespace

Layer read_yaml_layer(const Document& document, Layers& layers) {
    auto root = read_yaml(document.text);
    if (!root) {
        Problem problem = std::move(root).error();
        problem.source = document.source;
        layers.problems.push_back(std::move(problem));
        return {};
    }
    return Walk(document, layers).take(*root);
}

}  // namespace easel::config
