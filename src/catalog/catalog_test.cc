#include "catalog/catalog.h"

#include <gtest/gtest.h>

namespace easel::catalog {
namespace {

Model model(std::string name, bool mature = false) {
    Model m;
    m.name = ModelName(std::move(name));
    m.mature = mature;
    return m;
}

Catalog catalog(bool mature_enabled) {
    return Catalog({model("anime"), model("hassaku", true), model("gpt-image-2")},
                   ModelName("anime"), mature_enabled);
}

TEST(Catalog, hides_and_refuses_mature_models_until_they_are_enabled) {
    EXPECT_EQ(catalog(false).visible().size(), 2U);
    EXPECT_EQ(catalog(false).find(ModelName("hassaku")).error().kind,
              ErrorKind::mature_not_enabled);
    EXPECT_EQ(catalog(true).visible().size(), 3U);
    EXPECT_TRUE(catalog(true).find(ModelName("hassaku")));
}

TEST(Catalog, names_the_parameter_for_an_unknown_model) {
    const auto missing = catalog(true).find(ModelName("dall-e-9"));
    EXPECT_EQ(missing.error().kind, ErrorKind::model_not_found);
    EXPECT_EQ(missing.error().param, "model");
}

TEST(Catalog, answers_like_openai_for_openai_names_unless_told_otherwise) {
    EXPECT_EQ(delivery_of(model("anime")), Delivery::url);
    EXPECT_EQ(delivery_of(model("gpt-image-2")), Delivery::b64_json);
    EXPECT_EQ(delivery_of(model("chatgpt-image-latest")), Delivery::b64_json);
    Model chosen = model("gpt-image-2");
    chosen.delivery = Delivery::url;
    EXPECT_EQ(delivery_of(chosen), Delivery::url);
}

}  // namespace
}  // namespace easel::catalog
