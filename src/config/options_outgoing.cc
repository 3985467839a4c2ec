#include "config/option.h"

namespace easel::config {

void declare_outgoing(Declarations& list) {
    list.subject(
        "Outgoing calls",
        "Proxies for calls to upstreams. An upstream's own option goes first; then, by the "
        "scheme of the called address, `proxy.https` or `proxy.http`; then `proxy.all`. "
        "Loopback addresses and whatever `proxy.none_for` lists are called directly. A "
        "lower-case variable counts where the upper-case one is not set. Because many "
        "programs read these variables, a value that easel cannot use is only warned "
        "about when it comes from the environment.");
    list.add({.path = "proxy.https",
              .env = {"HTTPS_PROXY", "https_proxy"},
              .value_note = "none",
              .prose = "Proxy for https addresses.",
              .example = "http://proxy.example:3128",
              .shared_env = true},
             proxy(Direct::refused), &Settings::proxies, &Proxies::https);
    list.add({.path = "proxy.http",
              .env = {"HTTP_PROXY", "http_proxy"},
              .value_note = "none",
              .prose = "Proxy for http addresses.",
              .shared_env = true},
             proxy(Direct::refused), &Settings::proxies, &Proxies::http);
    list.add(
        {.path = "proxy.all",
         .env = {"ALL_PROXY", "all_proxy"},
         .value_note = "none",
         .prose = "Proxy for addresses that the two above leave over. `socks5h` lets the proxy "
                  "look host names up.",
         .example = "socks5h://127.0.0.1:1080",
         .shared_env = true},
        proxy(Direct::refused), &Settings::proxies, &Proxies::all);
    list.add({.path = "proxy.none_for",
              .env = {"NO_PROXY", "no_proxy"},
              .value_note = "only loopback",
              .prose = "Hosts that are called directly: names (with all names below them), "
                       "addresses, address blocks, `*` for all.",
              .example = "internal.example, 10.0.0.0/8",
              .shared_env = true},
             config::list("a list of hosts, addresses and address blocks"), &Settings::proxies,
             &Proxies::none_for);
}

}  // namespace easel::config
