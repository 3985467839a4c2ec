#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/load.h"
#include "config/node.h"

namespace easel::config {

/// One written value and where it stands.
struct Candidate {
    Node node;
    Origin origin;
};

/// All that one source says, by option path.
using Layer = std::map<std::string, Candidate>;

struct Layers {
    std::vector<Layer> in_order;  ///< flags, environment, `.env`, file
    bool has_vidsme_section = false;
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
};

/// Sorts what was written by option. Finds unknown names; does not judge values.
Layers read_layers(const Inputs& inputs);

}  // namespace easel::config
