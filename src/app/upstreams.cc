#include "app/upstreams.h"

#include <thread>

#include "app/kept_secrets.h"
#include "config/outgoing_proxy.h"
#include "providers/sketch/sketch.h"
#include "providers/vidsme/vidsme.h"

namespace easel::app {
namespace {

// The day easel's first models were described; clients want a date and vidsme tells none.
constexpr std::int64_t models_created = 1'795'392'000;

catalog::Model model(const std::string& name, const std::string& upstream,
                     std::string upstream_model, order::Capabilities capabilities) {
    catalog::Model m;
    m.name = ModelName(name);
    m.upstream = upstream;
    m.upstream_model = std::move(upstream_model);
    m.capabilities = std::move(capabilities);
    m.created = models_created;
    m.owned_by = upstream;
    return m;
}

// vidsme's two models for adults, however the operator names them in public.
bool is_mature(const std::string& upstream_model) {
    return upstream_model.contains("hentai") || upstream_model.contains("hassaku");
}

ConfiguredUpstream make_sketch(UpstreamServices services) {
    auto provider = std::make_unique<providers::sketch::Sketch>(
        providers::sketch::Sketch::Services{services.painting, services.clock, services.rng});
    ConfiguredUpstream configured;
    configured.models.push_back(
        model("sketch", "sketch", "sketch",
              provider->capabilities("sketch").value_or(order::Capabilities())));
    configured.upstream = std::make_unique<jobs::Upstream>(
        "sketch", std::move(provider), std::max(1U, std::thread::hardware_concurrency()), false);
    return configured;
}

providers::vidsme::Polling polling_of(const config::Polling& polling) {
    return {polling.first,           polling.fast_interval, polling.fast_until,
            polling.medium_interval, polling.medium_until,  polling.interval,
            polling.timeout,         polling.max_failures};
}

Result<Secret> user_id_of(const config::Vidsme& vidsme, const std::filesystem::path& data_dir,
                          Rng& rng) {
    if (vidsme.user_id_given) return vidsme.user_id;
    return vidsme_user_id(data_dir, rng);
}

Result<ConfiguredUpstream> make_vidsme(const config::Settings& settings,
                                       const std::filesystem::path& data_dir,
                                       UpstreamServices services) {
    const config::Vidsme& from = settings.vidsme;
    providers::vidsme::VidsmeSettings to;
    to.base_url = from.base_url;
    to.image_base_url = from.image_base_url;
    to.app_id = from.app_id;
    to.static_salt = from.static_salt;
    to.public_key_pem = from.public_key;
    TRY(to.user_id, user_id_of(from, data_dir, services.rng));
    for (const config::ModelName& name : from.models)
        to.models.push_back(name.upstream);
    to.origin = from.origin;
    to.referer = from.referer;
    to.user_agent = from.user_agent;
    to.extra_headers.assign(from.headers.begin(), from.headers.end());
    to.proxy = config::proxy_for(settings.proxies, from.proxy, from.base_url);
    to.request_timeout = from.request_timeout;
    to.polling = polling_of(from.polling);
    TRY(auto provider, providers::vidsme::Vidsme::create(
                           std::move(to), {services.client, services.clock, services.rng}));

    ConfiguredUpstream configured;
    for (const config::ModelName& name : from.models) {
        catalog::Model m =
            model(name.name, "vidsme", name.upstream,
                  provider->capabilities(name.upstream).value_or(order::Capabilities()));
        m.prompt_prefix = from.prompt_prefix;
        m.mature = is_mature(name.upstream) || is_mature(name.name);
        configured.models.push_back(std::move(m));
    }
    configured.upstream = std::make_unique<jobs::Upstream>(
        "vidsme", std::move(provider), static_cast<std::size_t>(from.max_in_flight),
        from.pass_through_address);
    return configured;
}

}  // namespace

Result<std::vector<ConfiguredUpstream>> make_upstreams(const config::Settings& settings,
                                                       const std::filesystem::path& data_dir,
                                                       UpstreamServices services) {
    std::vector<ConfiguredUpstream> upstreams;
    if (settings.vidsme.enabled) {
        TRY(ConfiguredUpstream vidsme, make_vidsme(settings, data_dir, services));
        upstreams.push_back(std::move(vidsme));
    }
    if (settings.sketch.enabled) upstreams.push_back(make_sketch(services));
    return upstreams;
}

}  // namespace easel::app
