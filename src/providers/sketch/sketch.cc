#include "providers/sketch/sketch.h"

#include "base/assert.h"
#include "providers/sketch/painter/painter.h"

namespace easel::providers::sketch {
namespace {

Error too_late() {
    return fail(ErrorKind::generation_timeout, "The picture was not painted in time.");
}

// Seeds stay below 2^32, so that every client can hold them and people can copy them.
std::uint64_t draw_seed(Rng& rng) {
    return rng.below(std::uint64_t{1} << 32);
}

// Runs on a thread of the pool.
struct Painting {
    PaintRequest request;
    Deadline deadline;
    const Clock& clock;

    Result<PicturePixels> operator()() const {
        if (deadline.passed(clock)) return failed(too_late());
        const Canvas canvas = paint(request);
        TRY(Fd file, memory_file("easel-sketch"));
        CHECK_OK(write_all(
            file.get(), {reinterpret_cast<const char*>(canvas.rgba.data()), canvas.rgba.size()}));
        return PicturePixels{std::move(file), {canvas.width, canvas.height}};
    }
};

}  // namespace

Task<Result<std::variant<Accepted, Finished>>> Sketch::submit(Submission submission, Sink&) {
    EASEL_ASSERT(submission.count == 1);
    Painting painting{{}, submission.deadline, services_.clock};
    painting.request.prompt = submission.prompt->text;
    painting.request.seed = submission.order.seed.value_or(draw_seed(services_.rng));
    painting.request.width = submission.order.size.width;
    painting.request.height = submission.order.size.height;
    painting.request.transparent = submission.order.background == order::Background::transparent;
    const std::uint64_t seed = painting.request.seed;
    CO_TRY(PicturePixels pixels, co_await services_.pool.run(std::move(painting)));
    if (submission.deadline.passed(services_.clock)) co_return failed(too_late());
    Finished done;
    done.pictures.push_back(Picture{std::move(pixels), seed});
    co_return done;
}

Task<Result<std::variant<Waiting, Finished>>> Sketch::advance(Token, Progress, Deadline, Sink&) {
    co_return failed(fail(ErrorKind::upstream_error, "The painter keeps no unfinished pictures."));
}

Task<Result<Cancellation>> Sketch::cancel(Token, Deadline) {
    co_return Cancellation::not_possible;
}

Task<Result<Health>> Sketch::probe(Deadline) {
    co_return Health{};
}

std::optional<order::Capabilities> Sketch::capabilities(const std::string& model) const {
    if (model != model_name) return std::nullopt;
    order::Capabilities capabilities;
    capabilities.sizes = order::FreeSizes{paint_side_min, paint_side_max, {1024, 1024}};
    capabilities.seed = true;
    capabilities.transparent = true;
    return capabilities;
}

}  // namespace easel::providers::sketch
