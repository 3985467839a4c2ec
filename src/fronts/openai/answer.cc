#include "fronts/openai/answer.h"

#include <boost/json/array.hpp>

#include "base/assert.h"

namespace easel::fronts::openai {

namespace bj = boost::json;

Result<Outcome> outcome_of(jobs::Snapshot job, std::vector<order::Warning> front_warnings) {
    Outcome outcome{std::move(job), {}, std::move(front_warnings)};
    for (const jobs::Part& part : outcome.job->parts)
        for (const jobs::KeptImage& image : part.images)
            outcome.images.push_back(&image);
    if (outcome.images.empty())
        return failed(jobs::first_error(outcome.job->parts)
                          .value_or(fail(ErrorKind::cancelled, "The job was cancelled.")));

    const auto& fitted = outcome.job->fitted.warnings;
    outcome.warnings.insert(outcome.warnings.end(), fitted.begin(), fitted.end());
    const auto asked = static_cast<std::size_t>(outcome.job->order.count);
    if (outcome.images.size() < asked)
        outcome.warnings.push_back(
            {"n", std::to_string(asked), std::to_string(outcome.images.size())});
    return outcome;
}

Dispatched dispatched(const jobs::Job& ended) {
    return jobs::may_have_bought(ended.parts) ? Dispatched::yes : Dispatched::no;
}

std::string address_of(const jobs::KeptImage& image, const gallery::Links& links,
                       const std::string& base) {
    return image.file ? base + links.path(*image.file) : image.upstream_address;
}

bj::object easel_object(const Outcome& outcome) {
    bj::array warnings;
    for (const order::Warning& warning : outcome.warnings) {
        bj::object entry;
        entry["param"] = warning.param;
        entry["asked"] = warning.asked;
        entry["applied"] =
            warning.applied.empty() ? bj::value(nullptr) : bj::value(warning.applied);
        warnings.push_back(std::move(entry));
    }
    bj::array images;
    for (const jobs::KeptImage* image : outcome.images) {
        bj::object entry;
        entry["width"] = image->size.width;
        entry["height"] = image->size.height;
        if (seen(*image)) entry["mime"] = mime_of(image->format);
        if (image->seed) entry["seed"] = *image->seed;
        images.push_back(std::move(entry));
    }
    bj::object easel;
    easel["job"] = outcome.job->id.get();
    easel["warnings"] = std::move(warnings);
    easel["images"] = std::move(images);
    return easel;
}

Task<Result<net::http::FileSlice>> base64_of(const jobs::KeptImage& image, blobs::Store& blobs) {
    EASEL_ASSERT(
        image.file.has_value());  // a job whose answer carries pixels is never passed through
    CO_TRY(const blobs::Blob blob, co_await blobs.open(image.file->blob));
    co_return net::http::FileSlice{blob.file, 0, blob.bytes, net::http::FileSlice::Coding::base64};
}

std::string mime_of(order::Format format) {
    return "image/" + std::string(order::to_text(format));
}

}  // namespace easel::fronts::openai
