#include "net/http/meters.h"

namespace easel::net::http {
namespace {

const std::vector<double> second_bounds = {0.001, 0.005, 0.025, 0.1, 0.5, 1,
                                           2.5,   5,     10,    30,  60,  300};

const char* name_of(Limit limit) {
    switch (limit) {
        case Limit::connections:
            return "connections";
        case Limit::header_time:
            return "header_time";
        case Limit::request_line:
            return "request_line";
        case Limit::header_bytes:
            return "header_bytes";
        case Limit::body_bytes:
            return "body_bytes";
        case Limit::body_time:
            return "body_time";
        case Limit::write_time:
            return "write_time";
    }
    return "other";
}

}  // namespace

Meters::Meters(observe::Metrics& metrics)
    : metrics_(metrics),
      open_(metrics.gauge("easel_http_connections_open", "Connections that are open.")) {}

void Meters::hit(Limit limit) {
    metrics_
        .counter("easel_http_limit_hits_total", "Clients that met a limit.",
                 {{"limit", name_of(limit)}})
        .add();
}

void Meters::answered(const std::string& method, const std::string& route, int status,
                      Duration took) {
    const std::lock_guard lock(mutex_);
    const std::pair key(method + ' ' + route, status / 100);
    auto found = series_.find(key);
    if (found == series_.end())
        found = series_.emplace(key, make(method, route, status / 100)).first;
    found->second.count.add();
    found->second.seconds.observe(std::chrono::duration<double>(took).count());
}

Meters::Series Meters::make(const std::string& method, const std::string& route, int status_class) {
    const std::string status = std::to_string(status_class) + "xx";
    return {metrics_.counter("easel_http_requests_total", "Requests answered.",
                             {{"method", method}, {"route", route}, {"status", status}}),
            metrics_.histogram("easel_http_request_seconds",
                               "From the end of the request head to the end of the answer.",
                               second_bounds, {{"method", method}, {"route", route}})};
}

}  // namespace easel::net::http
