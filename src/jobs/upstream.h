#pragma once

#include <memory>
#include <string>

#include "jobs/slots.h"
#include "providers/provider.h"

namespace easel::jobs {

/// One configured upstream as the engine uses it.
struct Upstream {
    Upstream(std::string n, std::unique_ptr<providers::Provider> p, std::size_t max_in_flight,
             bool pass_address_through)
        : name(std::move(n)),
          provider(std::move(p)),
          slots(max_in_flight),
          pass_through(pass_address_through) {}

    std::string name;
    std::unique_ptr<providers::Provider> provider;
    Slots slots;
    bool pass_through;  ///< hand out the upstream's own picture address instead of keeping the file
};

}  // namespace easel::jobs
