#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/secret.h"
#include "config/endpoint.h"
#include "config/network.h"

namespace easel::config {

// The whole configuration as plain values. What each field means, its default and its bounds are
// declared once, in options_*.cc; docs/configuration.md is made from there. Fields marked
// "derived" are computed from the others by finish.cc. Rooms never include this header: `app` cuts
// it into their own settings structs.

using Milliseconds = std::chrono::milliseconds;

/// Public values may be handed out; an empty string means "not set" wherever no default exists.
struct Server {
    Endpoint listen;
    std::string data_dir;
    int threads = 0;         ///< 0: one a core
    std::string public_url;  ///< without a slash at its end
    std::vector<Network> trusted_proxies;
    Milliseconds drain_grace{};
    std::string config_file;
    std::string nginx_port;  ///< for compose, which judges it; used by nobody here
};

enum class LogFormat { text, json };
enum class LogLevel { debug, info, warning, error };

struct Log {
    LogFormat format = LogFormat::text;
    LogLevel level = LogLevel::info;
    bool access = true;
};

/// Limits of the HTTP server, RELIABILITY P-32.
struct Http {
    Milliseconds header_timeout{};
    std::size_t max_header_bytes = 0;
    int max_headers = 0;
    Milliseconds body_idle_timeout{};
    std::size_t min_body_rate = 0;  ///< bytes a second, averaged over `body_rate_window`
    Milliseconds body_rate_window{};
    Milliseconds write_timeout{};
    Milliseconds keep_alive_timeout{};
    std::size_t max_json_bytes = 0;
    std::size_t max_body_bytes = 0;
    int max_connections = 0;
    int max_connections_per_client = 0;  ///< loopback is exempt
    std::vector<std::string> cors_origins;
};

/// Who may read /metrics: `automatic` = loopback without a key, everybody else with the admin key.
enum class MetricsAccess { automatic, key, off };

struct Keys {
    Secret master;  ///< empty: easel makes an admin key of its own; derived: empty if no_auth
    bool no_auth = false;  ///< derived: API_MASTER_KEY is "1" and easel listens on loopback
    MetricsAccess metrics = MetricsAccess::automatic;
};

enum class ResponseFormat { url, b64_json };

struct OpenAi {
    std::string default_model;  ///< derived when not given
    bool canned_chat_replies = true;
    /// Model name, or a prefix that ends in `*`, to the format of an answer that asked for none.
    std::map<std::string, ResponseFormat> response_formats;
    bool strict = false;
    Milliseconds heartbeat{};
};

struct Jobs {
    Milliseconds deadline{};
    int max_queued = 0;
    int keep_finished = 0;
};

struct Files {
    Milliseconds link_lifetime{};
    std::size_t max_download_bytes = 0;
};

struct Safety {
    bool allow_mature = false;
    std::vector<std::string> extra_terms;
};

struct Sketch {
    bool enabled = true;
};

/// Proxies for outgoing calls; which one a call takes is `proxy_for` in outgoing_proxy.h.
struct Proxies {
    std::string https;
    std::string http;
    std::string all;
    std::vector<std::string> none_for;
};

enum class Switch { automatic, on, off };

struct Polling {
    Milliseconds first{};
    Milliseconds fast_interval{};
    Milliseconds fast_until{};
    Milliseconds medium_interval{};
    Milliseconds medium_until{};
    Milliseconds interval{};
    Milliseconds timeout{};
    int max_failures = 0;
};

/// A public model name and the upstream's word for it.
struct ModelName {
    std::string name;
    std::string upstream;
    friend bool operator==(const ModelName&, const ModelName&) = default;
};

struct Vidsme {
    Switch wanted = Switch::automatic;
    bool enabled = false;  ///< derived, see docs/configuration.md "When vidsme is on"
    std::string base_url;  ///< without a slash at its end
    std::string app_id;
    std::string static_salt;
    std::string public_key;  ///< PEM, real line ends
    Secret user_id;
    bool user_id_given = false;  ///< derived: not empty; otherwise a kept random id is to be used
    std::string image_base_url;
    Milliseconds request_timeout{};
    Polling polling;
    std::string prompt_prefix;
    std::map<std::string, std::string> model_names;
    std::vector<std::string> known_models;
    std::vector<ModelName> models;  ///< derived: what is served, in the order of known_models
    std::string origin;
    std::string referer;
    std::string user_agent;  ///< empty: easel's own honest one
    std::map<std::string, Secret> headers;
    std::string proxy;  ///< empty: as `proxy.*` says; "direct": none
    bool pass_through_address = false;
    int max_in_flight = 0;
};

struct Settings {
    Server server;
    Log log;
    Http http;
    Keys keys;
    OpenAi openai;
    Jobs jobs;
    Files files;
    Safety safety;
    Proxies proxies;
    Sketch sketch;
    Vidsme vidsme;
};

}  // namespace easel::config
