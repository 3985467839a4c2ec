#include "catalog/catalog.h"

#include <algorithm>

#include "base/text.h"

namespace easel::catalog {

Delivery delivery_of(const Model& model) {
    if (model.delivery) return *model.delivery;
    const std::string& name = model.name.get();
    const bool like_openai = name.starts_with("gpt-image") || name.starts_with("chatgpt-image");
    return like_openai ? Delivery::b64_json : Delivery::url;
}

Catalog::Catalog(std::vector<Model> models, ModelName default_model, bool mature_enabled)
    : models_(std::move(models)),
      default_model_(std::move(default_model)),
      mature_enabled_(mature_enabled) {}

Result<const Model*> Catalog::find(const ModelName& name) const {
    const auto model = std::ranges::find(models_, name, &Model::name);
    if (model == models_.end())
        return failed(fail(ErrorKind::model_not_found,
                           "The model '" + printable(utf8_prefix(name.get(), 100)) +
                               "' does not exist. GET /v1/models lists the models.")
                          .on("model"));
    if (model->mature && !mature_enabled_)
        return failed(fail(ErrorKind::mature_not_enabled,
                           "This model is for adults and its operator has not enabled it.")
                          .on("model"));
    return &*model;
}

std::vector<const Model*> Catalog::visible() const {
    std::vector<const Model*> models;
    for (const Model& model : models_)
        if (!model.mature || mature_enabled_) models.push_back(&model);
    return models;
}

}  // namespace easel::catalog
