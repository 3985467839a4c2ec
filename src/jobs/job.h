#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"
#include "catalog/catalog.h"
#include "gallery/links.h"
#include "order/capabilities.h"
#include "order/image_order.h"
#include "providers/provider.h"

namespace easel::jobs {

/// A picture that is ready to be handed over.
struct KeptImage {
    std::optional<gallery::FileName>
        file;                      ///< absent when the upstream's address is passed through
    std::string upstream_address;  ///< only then
    order::Format format = order::Format::png;
    order::Size size;  ///< measured from the bytes; of a passed-through picture, as ordered
    std::size_t bytes = 0;
    bool transparent = false;
    std::optional<std::uint64_t> seed;
};

/// Where one purchase stands. `submitting` is noted before the upstream is called, `submitted` as
/// soon as its token is known.
enum class PartState {
    queued,
    submitting,
    submitted,
    fetching,
    storing,
    succeeded,
    failed,
    cancelled
};

struct Part {
    PartState state = PartState::queued;
    int attempt = 0;  ///< counts calls of submit; every write must name the current one
    int count = 1;    ///< pictures bought by this part
    std::optional<providers::Token> token;
    double progress = 0;
    std::vector<KeptImage> images;
    std::optional<Error> error;
};

enum class JobState { queued, running, succeeded, failed, cancelled };

struct Job {
    JobId id;
    UserId owner;
    KeyId key;
    order::ImageOrder order;
    order::Fitted fitted;
    const catalog::Model* model = nullptr;  ///< lives as long as the catalog
    WallTime created;
    bool wants_bytes = false;  ///< the answer carries the pixels, so an address alone will not do
    std::vector<Part> parts;
};

/// Which part, and in which attempt: what every write is fenced by.
struct PartRef {
    JobId job;
    std::size_t part = 0;
    int attempt = 0;
};

}  // namespace easel::jobs
