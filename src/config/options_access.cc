#include "config/option.h"

namespace easel::config {

void declare_access(Declarations& list) {
    list.subject("Access", "Who may call.");
    list.add({.path = "keys.master",
              .env = {"API_MASTER_KEY"},
              .value_note = "the first start makes an admin key and prints it once",
              .prose = "The key that callers send, and that administers easel. Any text. `1` means "
                       "\"no key is asked for\"; easel honours that only while it listens on "
                       "loopback and refuses to start otherwise.",
              .secret = true},
             secret("a key in one line"), &Settings::keys, &Keys::master);
    list.add({.path = "metrics",
              .value = "auto",
              .prose = "Who may read `/metrics`. `auto`: programs of this machine without a key, "
                       "everybody else with the admin key; `key`: only with the admin key."},
             choice<MetricsAccess>({{"auto", MetricsAccess::automatic},
                                    {"key", MetricsAccess::key},
                                    {"off", MetricsAccess::off}}),
             &Settings::keys, &Keys::metrics);

    list.subject("Safety", "The guard is always on; these options make it stricter or wider.");
    list.add({.path = "safety.allow_mature",
              .env = {"EASEL_ALLOW_MATURE"},
              .value = "false",
              .prose = "Offer models for adults (`hentai`, `hassaku`). While false they are hidden "
                       "and answer 403. What is never allowed stays refused either way."},
             boolean(), &Settings::safety, &Safety::allow_mature);
    list.add({.path = "safety.extra_terms",
              .value_note = "none",
              .prose = "Further words or phrases that make a prompt refused."},
             config::list("a list of words or phrases"), &Settings::safety, &Safety::extra_terms);
}

}  // namespace easel::config
