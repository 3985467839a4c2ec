#pragma once

#include <vector>

#include "blobs/store.h"
#include "gallery/links.h"
#include "net/http/route.h"

namespace easel::fronts::files {

/// GET /files/{name}?exp=…&sig=…: kept pictures under their signed addresses, with ETag,
/// `If-None-Match` and one `Range`. Served as what they are and nothing else (`nosniff`,
/// sandboxed).
class Files {
  public:
    Files(const gallery::Links& links, blobs::Store& blobs, const Clock& clock)
        : links_(links), blobs_(blobs), clock_(clock) {}
    std::vector<net::http::Route> routes();

  private:
    Task<net::http::Reply> serve(net::http::Request& request);
    Task<Result<net::http::Reply>> answer(net::http::Request& request);

    const gallery::Links& links_;
    blobs::Store& blobs_;
    const Clock& clock_;
};

}  // namespace easel::fronts::files
