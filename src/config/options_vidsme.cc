#include "config/option.h"

namespace easel::config {
namespace {

using namespace std::chrono_literals;

// Every constant of the upstream as its public web page used it; it can change without notice.
constexpr const char* web_public_key =
    "-----BEGIN PUBLIC KEY-----\\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDa2oPxMZe71V4dw2r8rHWt59gH\\n"
    "W5INRmlhepe6GUanrHykqKdlIB4kcJiu8dHC/FJeppOXVoKz82pvwZCmSUrF/1yr\\n"
    "rnmUDjqUefDu8myjhcbio6CnG5TtQfwN2pz3g6yHkLgp8cFfyPSWwyOCMMMsTU9s\\n"
    "snOjvdDb4wiZI8x3UwIDAQAB\\n"
    "-----END PUBLIC KEY-----";

void declare_account(Declarations& list) {
    list.add({.path = "vidsme.enabled",
              .value = "auto",
              .prose = "`true` and `false` decide; `auto` follows the rule above."},
             choice<Switch>({{"auto", Switch::automatic},
                             {"true", Switch::on},
                             {"false", Switch::off},
                             {"on", Switch::on},
                             {"off", Switch::off},
                             {"yes", Switch::on},
                             {"no", Switch::off},
                             {"1", Switch::on},
                             {"0", Switch::off}}),
             &Settings::vidsme, &Vidsme::wanted);
    list.add(
        {.path = "vidsme.user_id",
         .env = {"USER_ID"},
         .value_note = "a random one, made once and kept",
         .prose = "Your user id of the service, 64 characters 0-9 a-f. The upstream may refuse "
                  "a random one.",
         .secret = true,
         .empty_counts = true},
        secret("a user id in one line"), &Settings::vidsme, &Vidsme::user_id);
    list.add({.path = "vidsme.base_url",
              .env = {"UPSTREAM_BASE_URL"},
              .value = "https://api.vidsme.com/api/texttoimg/v1",
              .prose = "Address of the upstream's API. May be loopback or private."},
             url("https://api.vidsme.com/api/texttoimg/v1"), &Settings::vidsme, &Vidsme::base_url);
    list.add({.path = "vidsme.app_id",
              .env = {"UPSTREAM_APP_ID"},
              .value = "chatsweetie",
              .prose = "First part of the signed message."},
             text(), &Settings::vidsme, &Vidsme::app_id);
    list.add({.path = "vidsme.static_salt",
              .env = {"UPSTREAM_STATIC_SALT"},
              .value = "NHGNy5YFz7HeFb",
              .prose = "Second part of the signed message."},
             text(), &Settings::vidsme, &Vidsme::static_salt);
    list.add({.path = "vidsme.public_key",
              .env = {"UPSTREAM_PUBLIC_KEY"},
              .value = web_public_key,
              .value_note = "the key of the service's web page",
              .prose = "Encrypts the one-time key of each call."},
             public_key(), &Settings::vidsme, &Vidsme::public_key);
    list.add({.path = "vidsme.image_base_url",
              .env = {"IMAGE_BASE_URL"},
              .value = "https://art-global.yimeta.ai/",
              .prose = "Goes before the relative address of a finished picture."},
             url("https://art-global.yimeta.ai/"), &Settings::vidsme, &Vidsme::image_base_url);
}

void declare_timing(Declarations& list) {
    list.add({.path = "vidsme.request_timeout",
              .env = {"API_REQUEST_TIMEOUT"},
              .value = "180",
              .prose = "Longest time for one call to the upstream."},
             duration(1s, 1h), &Settings::vidsme, &Vidsme::request_timeout);
    list.add({.path = "vidsme.polling.first",
              .value = "1s",
              .prose = "Time from submission to the first question after the picture."},
             duration(10ms, 10min), &Settings::vidsme, &Vidsme::polling, &Polling::first);
    list.add({.path = "vidsme.polling.fast_interval",
              .value = "1s",
              .prose = "Time between questions until `vidsme.polling.fast_until`."},
             duration(10ms, 10min), &Settings::vidsme, &Vidsme::polling, &Polling::fast_interval);
    list.add({.path = "vidsme.polling.fast_until",
              .value = "10s",
              .prose = "Age of the job at which the fast questions end; 0 leaves them out."},
             duration(0s, 1h), &Settings::vidsme, &Vidsme::polling, &Polling::fast_until);
    list.add({.path = "vidsme.polling.medium_interval",
              .value = "2s",
              .prose = "Time between questions until `vidsme.polling.medium_until`."},
             duration(10ms, 10min), &Settings::vidsme, &Vidsme::polling, &Polling::medium_interval);
    list.add({.path = "vidsme.polling.medium_until",
              .value = "30s",
              .prose = "Age of the job from which `vidsme.polling.interval` counts."},
             duration(0s, 1h), &Settings::vidsme, &Vidsme::polling, &Polling::medium_until);
    list.add({.path = "vidsme.polling.interval",
              .env = {"POLLING_INTERVAL"},
              .value = "3",
              .prose = "Time between questions after that."},
             duration(10ms, 10min), &Settings::vidsme, &Vidsme::polling, &Polling::interval);
    list.add({.path = "vidsme.polling.timeout",
              .env = {"POLLING_TIMEOUT"},
              .value = "240",
              .prose = "Time from submission after which the picture is given up."},
             duration(1s, 24h), &Settings::vidsme, &Vidsme::polling, &Polling::timeout);
    list.add({.path = "vidsme.polling.max_failures",
              .value = "5",
              .prose = "Failed questions in a row after which the picture is given up."},
             integer(1, 1000), &Settings::vidsme, &Vidsme::polling, &Polling::max_failures);
}

// What a list that lost a bracket or a quote leaves behind is no name.
bool is_model_name(const std::string& name) {
    return name.find_first_of("[]{}\"'\\") == std::string::npos;
}

void declare_models(Declarations& list) {
    list.add(
        {.path = "vidsme.known_models",
         .env = {"KNOWN_MODELS"},
         .value = R"(["anime", "realistic", "hentai", "hassaku"])",
         .prose = "Models that are offered, as a JSON array or comma separated."},
        config::list("a list of model names such as [\"anime\", \"realistic\"]", is_model_name),
        &Settings::vidsme, &Vidsme::known_models);
    list.add(
        {.path = "vidsme.models",
         .value = R"({"anime": "anime", "realistic": "realistic", "hentai": "hentai", )"
                  R"j("hassaku": "hassaku(hentai)"})j",
         .prose = "Public model name to the upstream's own. A known model that is missing here "
                  "goes by the same name there."},
        mapping("a mapping of model names to the upstream's names, such as {\"hassaku\": "
                "\"hassaku(hentai)\"}"),
        &Settings::vidsme, &Vidsme::model_names);
    list.add({.path = "vidsme.prompt_prefix",
              .value = "(masterpiece), best quality, expressiveeyes, perfect face,",
              .prose = "Goes before every prompt; may be empty. The words are vidsme-2api's, its "
                       "spelling included.",
              .empty_counts = true},
             text("a text in one line"), &Settings::vidsme, &Vidsme::prompt_prefix);
    list.add({.path = "vidsme.max_in_flight",
              .value = "2",
              .prose = "Pictures that are painted at the same time for the one user id."},
             integer(1, 10'000), &Settings::vidsme, &Vidsme::max_in_flight);
    list.add(
        {.path = "vidsme.pass_through_address",
         .value = "false",
         .prose = "Answer with the upstream's address of the picture. While false easel fetches "
                  "the picture, checks it, keeps it and answers with an address of its own."},
        boolean(), &Settings::vidsme, &Vidsme::pass_through_address);
}

void declare_headers(Declarations& list) {
    list.add({.path = "vidsme.origin",
              .value = "https://chatsweetie.ai",
              .prose = "Header `Origin`; empty: not sent.",
              .empty_counts = true},
             text("a header value in one line"), &Settings::vidsme, &Vidsme::origin);
    list.add({.path = "vidsme.referer",
              .value = "https://chatsweetie.ai/",
              .prose = "Header `Referer`; empty: not sent.",
              .empty_counts = true},
             text("a header value in one line"), &Settings::vidsme, &Vidsme::referer);
    list.add({.path = "vidsme.user_agent",
              .value_note = "`easel/` and the version",
              .prose = "Header `User-Agent`."},
             text("a header value in one line"), &Settings::vidsme, &Vidsme::user_agent);
    list.add({.path = "vidsme.headers",
              .value = R"({"Accept": "application/json, text/plain, */*", )"
                       R"("Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})",
              .prose = "Further headers of each call. Their values are never shown."},
             headers(), &Settings::vidsme, &Vidsme::headers);
    list.add({.path = "vidsme.proxy",
              .value_note = "as `proxy.*` says",
              .prose = "Proxy for this upstream alone; `direct`: none.",
              .example = "socks5h://127.0.0.1:1080"},
             proxy(Direct::allowed), &Settings::vidsme, &Vidsme::proxy);
}

}  // namespace

void declare_vidsme(Declarations& list) {
    list.subject("Painter",
                 "The built-in painter. It is procedural, not AI: for first runs, tests "
                 "and work without a network.");
    list.add({.path = "sketch.enabled", .value = "true", .prose = "Offer the model `sketch`."},
             boolean(), &Settings::sketch, &Sketch::enabled);
    list.subject(
        "vidsme",
        "The image service that vidsme-2api speaks to.\n\n"
        "**When vidsme is on.** With `vidsme.enabled` at `auto`, vidsme is on if one of these "
        "is given: `USER_ID`, even empty; another variable of the table below with a value, "
        "except `API_REQUEST_TIMEOUT`, whose name other programs may use too; a `vidsme:` "
        "section in `easel.yaml`, even empty; `DEFAULT_MODEL` naming one of vidsme's models. "
        "`API_MASTER_KEY` and `NGINX_PORT` do not count. While it is off, only `sketch` is "
        "offered and no packet leaves the machine.");
    declare_account(list);
    declare_timing(list);
    declare_models(list);
    declare_headers(list);
}

}  // namespace easel::config
