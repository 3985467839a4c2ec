#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/clock.h"
#include "observe/metrics.h"

namespace easel::net::http {

/// Limits whose hits are counted under `easel_http_limit_hits_total`.
enum class Limit {
    connections,
    header_time,
    request_line,
    header_bytes,
    body_bytes,
    body_time,
    write_time,
};

/// The server's own series. Any thread.
class Meters {
  public:
    explicit Meters(observe::Metrics& metrics);

    void opened() { open_.add(1); }
    void closed() { open_.add(-1); }
    void hit(Limit limit);
    /// `route` is the pattern, never the path. A series is made when it is first needed, so that
    /// `/metrics` stays as short as what is used.
    void answered(const std::string& method, const std::string& route, int status, Duration took);

  private:
    struct Series {
        observe::Counter count;
        observe::Histogram seconds;
    };
    Series make(const std::string& method, const std::string& route, int status_class);

    observe::Metrics& metrics_;
    observe::Gauge open_;
    std::mutex mutex_;  // guards the map; the series themselves are safe
    std::map<std::pair<std::string, int>, Series> series_;
};

}  // namespace easel::net::http
