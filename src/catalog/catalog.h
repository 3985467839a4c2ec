#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "order/capabilities.h"

namespace easel::catalog {

/// How a picture is handed over when the caller does not say.
enum class Delivery { url, b64_json };

/// One public model and its route.
struct Model {
    ModelName name;
    std::string upstream;        ///< name of the configured upstream
    std::string upstream_model;  ///< the upstream's own name
    std::string prompt_prefix;   ///< put before the caller's words as it is
    bool mature = false;         ///< hidden and refused until the operator opts in
    order::Capabilities capabilities;
    std::int64_t created = 0;  ///< Unix seconds, for the models list
    std::string owned_by;
    std::optional<Delivery> delivery;  ///< the operator's choice; else by name
};

/// `url`, but `b64_json` for ids that begin with `gpt-image` or `chatgpt-image`, as OpenAI answers.
Delivery delivery_of(const Model& model);

/// All models of this installation. Immutable; any thread.
class Catalog {
  public:
    /// `default_model` may be absent from `models`: then requests without a model fail.
    Catalog(std::vector<Model> models, ModelName default_model, bool mature_enabled);

    /// The model to use for a request: `model_not_found` (on `model`), or `mature_not_enabled`.
    /// The result lives as long as the catalog.
    Result<const Model*> find(const ModelName& name) const;
    const ModelName& default_model() const { return default_model_; }

    /// What may be shown: mature models only where they are enabled.
    std::vector<const Model*> visible() const;

  private:
    std::vector<Model> models_;
    ModelName default_model_;
    bool mature_enabled_;
};

}  // namespace easel::catalog
