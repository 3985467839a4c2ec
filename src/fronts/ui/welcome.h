#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "net/http/route.h"

namespace easel::fronts::ui {

/// GET /: a short page with name, version and what to try, until the Studio stands here.
class Welcome {
  public:
    Welcome(const catalog::Catalog& catalog, std::string public_address)
        : catalog_(catalog), public_address_(std::move(public_address)) {}
    std::vector<net::http::Route> routes();

  private:
    Task<net::http::Reply> page(net::http::Request& request);

    const catalog::Catalog& catalog_;
    std::string public_address_;
};

}  // namespace easel::fronts::ui
