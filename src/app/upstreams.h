#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "async/offload.h"
#include "base/rng.h"
#include "catalog/catalog.h"
#include "config/settings.h"
#include "jobs/upstream.h"
#include "net/fetch/client.h"

namespace easel::app {

/// One configured upstream with the models that it serves.
struct ConfiguredUpstream {
    std::unique_ptr<jobs::Upstream> upstream;
    std::vector<catalog::Model> models;
};

/// Services that providers are made from. All outlive every provider.
struct UpstreamServices {
    net::fetch::Client& client;
    const Clock& clock;
    Rng& rng;
    async::Offload& painting;
};

/// Every upstream that the configuration asks for, in the order of the models list.
/// A key or an address that cannot be used is an error that names the option.
Result<std::vector<ConfiguredUpstream>> make_upstreams(const config::Settings& settings,
                                                       const std::filesystem::path& data_dir,
                                                       UpstreamServices services);

}  // namespace easel::app
