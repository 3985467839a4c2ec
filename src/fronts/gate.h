#pragma once

#include "accounts/keys.h"
#include "net/http/route.h"

namespace easel::fronts {

/// The choke point of authentication: one code path for every carrier and every route.
class KeyGate final : public net::http::Gate {
  public:
    explicit KeyGate(accounts::Keys& keys) : keys_(keys) {}
    Result<void> admit(net::http::Request& request, const net::http::Access& access) override;

  private:
    accounts::Keys& keys_;
};

}  // namespace easel::fronts
