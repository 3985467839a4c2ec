#include "app/models.h"

namespace easel::app {
namespace {

// The longest pattern that fits decides: a name, or a beginning that ends in `*`.
std::optional<catalog::Delivery> chosen_delivery(const config::OpenAi& openai,
                                                 const std::string& name) {
    std::optional<catalog::Delivery> chosen;
    std::size_t longest = 0;
    for (const auto& [pattern, format] : openai.response_formats) {
        const bool open = pattern.ends_with('*');
        const std::string stem = open ? pattern.substr(0, pattern.size() - 1) : pattern;
        const bool fits = open ? name.starts_with(stem) : name == stem;
        if (!fits || (chosen && pattern.size() < longest)) continue;
        longest = pattern.size();
        chosen = format == config::ResponseFormat::url ? catalog::Delivery::url
                                                       : catalog::Delivery::b64_json;
    }
    return chosen;
}

}  // namespace

std::unique_ptr<catalog::Catalog> make_catalog(const config::Settings& settings,
                                               const std::vector<ConfiguredUpstream>& upstreams) {
    std::vector<catalog::Model> models;
    for (const ConfiguredUpstream& upstream : upstreams)
        for (catalog::Model model : upstream.models) {
            model.delivery = chosen_delivery(settings.openai, model.name.get());
            models.push_back(std::move(model));
        }
    return std::make_unique<catalog::Catalog>(
        std::move(models), ModelName(settings.openai.default_model), settings.safety.allow_mature);
}

}  // namespace easel::app
