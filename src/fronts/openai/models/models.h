#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "net/http/route.h"

namespace easel::fronts::openai {

/// GET /v1/models and GET /v1/models/{id}, also without `/v1` (contract section 4). An id may hold
/// slashes, escaped or not.
class Models {
  public:
    explicit Models(const catalog::Catalog& catalog) : catalog_(catalog) {}
    std::vector<net::http::Route> routes();

  private:
    Task<net::http::Reply> list(net::http::Request& request);
    Task<net::http::Reply> retrieve(net::http::Request& request);

    const catalog::Catalog& catalog_;
};

}  // namespace easel::fronts::openai
