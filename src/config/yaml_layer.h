#pragma once

#include "config/layers.h"

namespace easel::config {

/// The layer of `easel.yaml`. Unknown names, and values where a section stands, become problems.
Layer read_yaml_layer(const Document& document, Layers& layers);

}  // namespace easel::config
