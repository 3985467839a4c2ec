#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "async/task.h"
#include "base/result.h"
#include "blobs/store.h"
#include "fronts/error_reply.h"
#include "gallery/links.h"
#include "jobs/engine.h"
#include "net/http/reply.h"
#include "order/image_order.h"

namespace easel::fronts::openai {

/// What every OpenAI front needs to answer with pictures.
struct AnswerServices {
    const gallery::Links& links;
    blobs::Store& blobs;
    std::string public_address;  ///< as configured; empty: the request's own
};

/// A job that ended, as a front sees it: its pictures, and every warning of it.
struct Outcome {
    jobs::Snapshot job;
    std::vector<const jobs::KeptImage*> images;  ///< at least one; live as long as `job`
    std::vector<order::Warning> warnings;
};

/// The outcome of an ended job: its pictures with the warnings (of the front, of the fit, and of
/// pictures that did not come), or the error that it failed with.
Result<Outcome> outcome_of(jobs::Snapshot job, std::vector<order::Warning> front_warnings);

/// Whether a job that brought no picture may have been paid for all the same.
Dispatched dispatched(const jobs::Job& ended);

/// Whether easel has held the picture: what it knows of the others is only what was ordered.
inline bool seen(const jobs::KeptImage& image) {
    return image.file.has_value();
}

/// Where a caller fetches a picture: signed, under `base`; or the upstream's own address.
std::string address_of(const jobs::KeptImage& image, const gallery::Links& links,
                       const std::string& base);

/// `{job, warnings[], images[{width, height, mime?, seed?}]}`: what OpenAI's shape has no place
/// for. `mime` is told of pictures that easel has seen.
boost::json::object easel_object(const Outcome& outcome);

/// The picture's pixels as base64, to be put between pieces of text.
Task<Result<net::http::FileSlice>> base64_of(const jobs::KeptImage& image, blobs::Store& blobs);

std::string mime_of(order::Format format);

}  // namespace easel::fronts::openai
