#include "main/greeting.h"

#include <iostream>

#include "config/endpoint.h"

namespace easel::main {
namespace {

// What a person types next: one line, and the picture is in the folder.
std::string curl_line(const std::string& base, const std::string& model, const std::string& key) {
    return "  curl -sSf " + base + "/v1/images/generations -H \"Authorization: Bearer " + key +
           "\" -H \"Content-Type: application/json\" -d '{\"model\":\"" + model +
           "\",\"prompt\":\"a red fox in the snow at sunrise\",\"response_format\":\"b64_json\"}' "
           "| sed 's/.*\"b64_json\":\"\\([^\"]*\\)\".*/\\1/' | base64 -d > fox.png\n";
}

}  // namespace

void greet(const app::App& app, const config::Settings& settings) {
    config::Endpoint reached = settings.server.listen;
    reached.port = app.port();
    if (reached.host == "0.0.0.0") reached.host = "127.0.0.1";
    if (reached.host == "::") reached.host = "::1";
    const std::string base = "http://" + config::to_text(reached);
    std::string key = "$EASEL_KEY";
    std::cout << "easel " EASEL_VERSION " listens on " << base << '\n';
    if (settings.keys.no_auth) {
        key = "any";
        std::cout << "No key is asked for, since API_MASTER_KEY is 1 and only this machine can "
                     "connect.\n";
    } else if (const std::optional<Secret> made = app.made_key()) {
        key = made->reveal();
        std::cout << "Your admin key, shown this once and kept only as a hash:\n  " << key << '\n';
    } else {
        std::cout << "Put the key into your shell first: EASEL_KEY='"
                  << (settings.keys.master.empty() ? "the one that the first start printed"
                                                   : "your API_MASTER_KEY")
                  << "'\n";
    }
    std::cout << "Paint a picture into fox.png:\n"
              << curl_line(base, app.default_model(), key) << std::flush;
}

}  // namespace easel::main
