#include "config/finish.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "config/option.h"

namespace easel::config {
namespace {

Problem about(const Loaded& loaded, const std::string& path, std::string message) {
    const Origin& origin = loaded.origins.at(path);
    const bool nobody_wrote_it = origin.source == "default";
    return {nobody_wrote_it ? "settings" : origin.source, origin.line, origin.field,
            std::move(message)};
}

bool is_given(const Loaded& loaded, const std::string& path) {
    return loaded.origins.at(path).source != "default";
}

// Keys that stand in example files, and what people type when in a hurry.
bool is_common(const std::string& key) {
    constexpr std::array common = {"sk-vidsme-2api-default-key-please-change-me",
                                   "changeme",
                                   "change-me",
                                   "password",
                                   "secret",
                                   "sk-xxx",
                                   "your-api-key",
                                   "your_api_key",
                                   "sk-your-api-key-here"};
    return std::ranges::any_of(common, [&](const char* word) { return iequals(key, word); });
}

void check_master_key(Settings& settings, Loaded& loaded) {
    const std::string key = settings.keys.master.reveal();
    const auto warn = [&](std::string message) {
        loaded.warnings.push_back(about(loaded, "keys.master", std::move(message)));
    };
    if (key.empty()) return;
    if (key == "1") {
        settings.keys.master = Secret();
        settings.keys.no_auth = is_loopback(settings.server.listen);
        if (settings.keys.no_auth)
            return warn(
                "asks for no key: every program of this machine, and "
                "whoever a proxy lets through, may use easel");
        loaded.problems.push_back(
            about(loaded, "keys.master",
                  "switches keys off, which easel allows only while it listens on loopback; set a "
                  "long random key, or leave it empty and easel makes one, or listen on "
                  "127.0.0.1:8088"));
        return;
    }
    const auto plain = [](char c) { return c > 0x20 && c < 0x7F; };
    if (!std::ranges::all_of(key, plain))
        warn("holds a space or a character outside ASCII; many clients cannot send such a key");
    const std::set<char> distinct(key.begin(), key.end());
    if (is_common(key))
        warn("is a key that stands in examples; anybody may guess it");
    else if (key.size() < 16 || distinct.size() < 6)
        warn("is a weak key; 16 random characters or more are hard to guess");
}

void check_public_url(Settings& settings, Loaded& loaded) {
    std::string& url = settings.server.public_url;
    while (url.ends_with('/'))
        url.pop_back();
    if (settings.keys.no_auth && !url.empty())
        loaded.warnings.push_back(about(loaded, "public_url",
                                        "is set while no key is asked for: if others reach this "
                                        "address, they may use easel"));
}

const TextMap& default_model_names() {
    static const TextMap names = [] {
        Settings settings;
        const Option* option = find_option("vidsme.models");
        option->set(settings, Node::of(option->about.value));
        return settings.vidsme.model_names;
    }();
    return names;
}

std::string upstream_name(const Vidsme& vidsme, const std::string& name) {
    for (const TextMap* names : {&vidsme.model_names, &default_model_names()})
        if (const auto found = names->find(name); found != names->end()) return found->second;
    return name;
}

// Known models as they were given; else the names of a given mapping; else the default.
void derive_models(Vidsme& vidsme, const Loaded& loaded) {
    if (!is_given(loaded, "vidsme.known_models") && is_given(loaded, "vidsme.models")) {
        vidsme.known_models.clear();
        for (const auto& [name, upstream] : vidsme.model_names)
            vidsme.known_models.push_back(name);
    }
    for (const std::string& name : vidsme.known_models) {
        const ModelName model{name, upstream_name(vidsme, name)};
        if (std::ranges::find(vidsme.models, model) == vidsme.models.end())
            vidsme.models.push_back(model);
    }
}

bool has_model(const Vidsme& vidsme, const std::string& name) {
    return std::ranges::find(vidsme.models, name, &ModelName::name) != vidsme.models.end();
}

void check_user_id(Vidsme& vidsme, Loaded& loaded) {
    const std::string& id = vidsme.user_id.reveal();
    vidsme.user_id_given = !id.empty();
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    std::string message;
    if (id.empty())
        message = "is empty: easel makes a random user id and keeps it; the upstream may refuse it";
    else if (id.size() != 64 || !std::ranges::all_of(id, hex))
        message =
            "does not look like a user id of this service (64 characters 0-9 a-f); it is "
            "used as it is";
    else if (std::set<char>(id.begin(), id.end()).size() < 6)
        message = "does not look random; the upstream may refuse it";
    if (!message.empty()) loaded.warnings.push_back(about(loaded, "vidsme.user_id", message));
}

void check_polling(const Polling& polling, Loaded& loaded) {
    if (polling.fast_until > polling.medium_until)
        loaded.problems.push_back(
            about(loaded, "vidsme.polling.fast_until",
                  "must not be later than vidsme.polling.medium_until, which is " +
                      find_option("vidsme.polling.medium_until")->show([&] {
                          Settings settings;
                          settings.vidsme.polling = polling;
                          return settings;
                      }())));
}

void finish_vidsme(Settings& settings, const Given& given, Loaded& loaded) {
    Vidsme& vidsme = settings.vidsme;
    while (vidsme.base_url.ends_with('/'))
        vidsme.base_url.pop_back();
    derive_models(vidsme, loaded);
    const bool named = given.vidsme_named || has_model(vidsme, settings.openai.default_model);
    vidsme.enabled = vidsme.wanted == Switch::on || (vidsme.wanted == Switch::automatic && named);
    check_polling(vidsme.polling, loaded);
    if (vidsme.enabled) check_user_id(vidsme, loaded);
    if (vidsme.enabled && vidsme.models.empty())
        loaded.problems.push_back(
            about(loaded, "vidsme.known_models", "is empty; expected at least one model"));
}

std::string default_model(const Settings& settings) {
    const Vidsme& vidsme = settings.vidsme;
    if (!vidsme.enabled) return "sketch";
    if (vidsme.models.empty() || has_model(vidsme, "anime")) return "anime";
    return vidsme.models.front().name;
}

void finish_models(Settings& settings, Loaded& loaded) {
    std::string& model = settings.openai.default_model;
    if (!settings.sketch.enabled && !settings.vidsme.enabled)
        loaded.problems.push_back(about(loaded, "sketch.enabled",
                                        "switches the only provider off; expected true, or vidsme "
                                        "to be configured"));
    if (model.empty()) {
        model = default_model(settings);
        return;
    }
    const bool there = (model == "sketch" && settings.sketch.enabled) ||
                       (settings.vidsme.enabled && has_model(settings.vidsme, model));
    if (!there)
        loaded.warnings.push_back(about(loaded, "default_model",
                                        "names a model that is not offered; a request without a "
                                        "model will be refused"));
}

}  // namespace

void finish(Settings& settings, const Given& given, Loaded& loaded) {
    check_master_key(settings, loaded);
    check_public_url(settings, loaded);
    finish_vidsme(settings, given, loaded);
    finish_models(settings, loaded);
}

}  // namespace easel::config
