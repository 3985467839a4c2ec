#include "base/bytes.h"
#include "config/option.h"

namespace easel::config {
namespace {

using namespace std::chrono_literals;

// Scheme, host and port as a browser sends them, nothing behind.
bool is_origin(const std::string& item) {
    if (item == "*") return true;
    const std::size_t host = item.find("://");
    return host != std::string::npos && url("").read(Node::of(item)) &&
           item.find('/', host + 3) == std::string::npos;
}

void declare_request_limits(Declarations& list) {
    list.add({.path = "http.header_timeout",
              .value = "10s",
              .prose = "A request's head must be complete within this time."},
             duration(100ms, 10min), &Settings::http, &Http::header_timeout);
    list.add(
        {.path = "http.max_header_bytes",
         .value = "64KiB",
         .prose = "All header fields together; above it 431. The request line has 16 KiB of its "
                  "own; above it 414."},
        bytes(1_KiB, 1_MiB), &Settings::http, &Http::max_header_bytes);
    list.add({.path = "http.max_headers", .value = "100", .prose = "Header fields; above it 431."},
             integer(10, 1000), &Settings::http, &Http::max_headers);
    list.add({.path = "http.body_idle_timeout",
              .value = "20s",
              .prose = "Longest silence inside a request body."},
             duration(100ms, 10min), &Settings::http, &Http::body_idle_timeout);
    list.add({.path = "http.min_body_rate",
              .value = "1KiB",
              .prose = "Bytes a second that a request body must bring, averaged over "
                       "`http.body_rate_window`; 0 switches the check off."},
             bytes(0, 1024_MiB), &Settings::http, &Http::min_body_rate);
    list.add({.path = "http.body_rate_window",
              .value = "30s",
              .prose = "Time over which `http.min_body_rate` is averaged."},
             duration(1s, 10min), &Settings::http, &Http::body_rate_window);
    list.add({.path = "http.max_json_bytes",
              .value = "32MiB",
              .prose = "Largest JSON body; above it 413."},
             bytes(1_KiB, 1024_MiB), &Settings::http, &Http::max_json_bytes);
    list.add({.path = "http.max_body_bytes",
              .value = "64MiB",
              .prose = "Largest body of any other kind; above it 413."},
             bytes(1_KiB, 4096_MiB), &Settings::http, &Http::max_body_bytes);
}

}  // namespace

void declare_http(Declarations& list) {
    list.subject("HTTP limits", "They protect the server from slow, large and numerous callers.");
    declare_request_limits(list);
    list.add({.path = "http.write_timeout",
              .value = "30s",
              .prose = "Longest time in which a caller takes nothing of an answer."},
             duration(1s, 1h), &Settings::http, &Http::write_timeout);
    list.add({.path = "http.keep_alive_timeout",
              .value = "75s",
              .prose = "An idle connection is closed after this time. Longer than nginx's 60 s, so "
                       "that a proxy never writes into a connection that is just closing."},
             duration(1s, 1h), &Settings::http, &Http::keep_alive_timeout);
    list.add(
        {.path = "http.max_connections",
         .value = "10000",
         .prose = "Open connections in all; fewer where the system's limit of descriptors (`ulimit "
                  "-n`), less 256 for other work, is lower."},
        integer(1, 1'000'000), &Settings::http, &Http::max_connections);
    list.add({.path = "http.max_connections_per_client",
              .value = "256",
              .prose = "Open connections from one address; behind trusted proxies, requests under "
                       "way for one address in `X-Forwarded-For`. Loopback is exempt."},
             integer(1, 1'000'000), &Settings::http, &Http::max_connections_per_client);
    list.add({.path = "http.cors_origins",
              .value = "*",
              .prose = "Web origins whose pages may call the routes that take an API key; `*` is "
                       "all of them, `[]` none. With `API_MASTER_KEY=1`, `*` is none.",
              .example = "https://chat.example.org, https://studio.example.org"},
             config::list("origins such as https://chat.example.org, or `*`", is_origin),
             &Settings::http, &Http::cors_origins);
}

}  // namespace easel::config
