#pragma once

#include <vector>

#include "blobs/store.h"
#include "images/pixels.h"
#include "jobs/engine.h"
#include "net/http/route.h"
#include "observe/metrics.h"

namespace easel::fronts::ops {

/// What operators and their machines ask: GET /healthz (the process answers), /readyz (a picture
/// could be made and kept now; names what is missing, no version and no secret), /metrics.
class Ops {
  public:
    struct Services {
        jobs::Engine& engine;
        blobs::Store& blobs;
        images::Pixels& pixels;
        const moderation::Guard& guard;
        observe::Metrics& metrics;
        const Clock& clock;
    };
    struct Settings {
        bool metrics = true;
        bool metrics_need_key = false;  ///< also for direct callers on this machine
    };
    Ops(Services services, Settings settings) : use_(services), settings_(settings) {}
    std::vector<net::http::Route> routes();

  private:
    Task<net::http::Reply> healthy(net::http::Request& request);
    Task<net::http::Reply> ready(net::http::Request& request);
    Task<net::http::Reply> metrics(net::http::Request& request);

    Services use_;
    Settings settings_;
};

}  // namespace easel::fronts::ops
