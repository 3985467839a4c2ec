#pragma once

#include <memory>
#include <vector>

#include "app/upstreams.h"

namespace easel::app {

/// The catalog of what the upstreams serve, with the operator's choices on top.
std::unique_ptr<catalog::Catalog> make_catalog(const config::Settings& settings,
                                               const std::vector<ConfiguredUpstream>& upstreams);

}  // namespace easel::app
