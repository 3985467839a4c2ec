#include "images/pixels.h"

#include <algorithm>

#include "images/formats.h"
#include "images/handover.h"
#include "images/wire.h"
#include "isolate/pool.h"

namespace easel::images {
namespace {

isolate::Settings pool_settings(const PixelsSettings& settings) {
    isolate::Settings pool;
    pool.name = "pixels";
    pool.program = settings.program;
    // No module of libvips is loaded (it looks for them there): no ImageMagick, no PDF, no HEIF.
    // Large pictures stay in memory, under the limit, instead of in a file that cannot be opened.
    // The vector unit would compile to memory that can be run, which the filter forbids.
    pool.environment = {"VIPSHOME=/nonexistent", "VIPS_DISC_THRESHOLD=8g", "VIPS_NOVECTOR=1",
                        "LC_ALL=C"};
    pool.children_max = settings.children_max;
    pool.waiting_max = settings.waiting_max;
    pool.call_time_max = settings.call_time_max;
    pool.idle_max = settings.idle_max;
    return pool;
}

Error not_processed(const char* why) {
    return fail(ErrorKind::internal_error, "The server could not process the picture.")
        .because(why);
}

PixelWork work_for(PixelWork::Verb verb, const Target& target) {
    PixelWork work;
    work.verb = verb;
    work.target = target.format;
    work.quality = std::clamp(target.compression.value_or(100), 1, 100);
    work.flatten =
        target.background == order::Background::opaque || target.format == order::Format::jpeg;
    return work;
}

// These two read whole files: on a disk thread only.

struct Source {
    Fd file;
    order::Format format;
};
Result<Source> look_at(Result<Fd> encoded) {
    if (!encoded) return failed(std::move(encoded).error());
    TRY(const PictureInfo info, inspect(encoded->get()));
    return Source{*std::move(encoded), info.format};
}

/// Seals and looks again: what the child wrote is as foreign as what it read.
Result<Converted> accept(Fd file, order::Format format) {
    CHECK_OK(seal(file));
    PictureLimits limits;
    limits.bytes_max = 256_MiB;  // 64 megapixels of noise as PNG
    Result<PictureInfo> info = inspect(file.get(), limits);
    if (!info || info->format != format || info->trailing > 0)
        return failed(not_processed("the child wrote no picture"));
    return Converted{std::move(file), *info};
}

Result<void> check_raw(const Fd& rgba, order::Size size) {
    CHECK_OK(check_size(size));
    TRY(const std::size_t bytes, file_size(rgba.get()));
    if (bytes / 4 / static_cast<std::size_t>(size.width) != static_cast<std::size_t>(size.height))
        return failed(not_processed("the raw pixels have another size"));
    return {};
}

/// Whatever breaks a child while it reads a stranger's picture is the picture's doing.
Error blame_picture(const Error& error) {
    return error.kind == ErrorKind::internal_error ? not_a_picture("it broke the decoder") : error;
}

}  // namespace

struct Pixels::State {
    State(boost::asio::any_io_executor executor, async::Timers& timers, observe::Metrics& metrics,
          async::Offload& d, const PixelsSettings& settings)
        : disk(d), pool(std::move(executor), timers, metrics, pool_settings(settings)) {}

    async::Offload& disk;
    isolate::Pool pool;

    Task<Result<Source>> look_on_disk(Result<Fd> encoded) {
        return disk.run([file = std::move(encoded)]() mutable { return look_at(std::move(file)); });
    }

    Task<Result<Converted>> run(PixelWork work, Fd source, Deadline deadline) {
        CO_TRY(Output output, new_output());
        std::vector<Fd> files;
        files.push_back(std::move(source));
        files.push_back(std::move(output.theirs));
        CO_TRY(const std::string answer,
               co_await pool.call(to_wire(work), std::move(files), deadline));
        if (answer == answer_undecodable) co_return failed(not_a_picture("the decoder gave up"));
        if (answer != answer_done) co_return failed(not_processed("the child could not write it"));
        auto acceptance = [file = std::move(output.ours), format = work.target]() mutable {
            return accept(std::move(file), format);
        };
        co_return co_await disk.run(std::move(acceptance));
    }

    Task<Result<Converted>> encode(Result<Fd> rgba, PixelWork work, Deadline deadline) {
        if (!rgba) co_return failed(std::move(rgba).error());
        CO_CHECK_OK(check_raw(*rgba, work.size));
        co_return co_await run(work, *std::move(rgba), deadline);
    }

    Task<Result<Converted>> convert(Result<Fd> encoded, PixelWork work, Deadline deadline) {
        CO_TRY(Source source, co_await look_on_disk(std::move(encoded)));
        work.source = source.format;
        Result<Converted> done = co_await run(work, std::move(source.file), deadline);
        if (!done) co_return failed(blame_picture(done.error()));
        co_return done;
    }

    Task<Result<void>> check(Result<Fd> encoded, Deadline deadline) {
        CO_TRY(Source source, co_await look_on_disk(std::move(encoded)));
        PixelWork work;
        work.verb = PixelWork::Verb::check;
        work.source = source.format;
        std::vector<Fd> files;
        files.push_back(std::move(source.file));
        const auto answer = co_await pool.call(to_wire(work), std::move(files), deadline);
        if (!answer) co_return failed(blame_picture(answer.error()));
        if (*answer != answer_done) co_return failed(not_a_picture("the decoder gave up"));
        co_return Result<void>();
    }
};

Pixels::Pixels(boost::asio::any_io_executor executor, async::Timers& timers,
               observe::Metrics& metrics, async::Offload& disk, PixelsSettings settings)
    : state_(std::make_unique<State>(std::move(executor), timers, metrics, disk, settings)) {}

Pixels::~Pixels() = default;

Task<Result<Converted>> Pixels::encode(const Fd& rgba, order::Size size, Target target,
                                       Deadline deadline) {
    PixelWork work = work_for(PixelWork::Verb::encode, target);
    work.size = size;
    return state_->encode(read_only(rgba), work, deadline);
}

Task<Result<Converted>> Pixels::convert(const Fd& encoded, Target target, Deadline deadline) {
    return state_->convert(read_only(encoded), work_for(PixelWork::Verb::convert, target),
                           deadline);
}

Task<Result<void>> Pixels::check(const Fd& encoded, Deadline deadline) {
    return state_->check(read_only(encoded), deadline);
}

Task<Result<void>> Pixels::ready(Deadline deadline) {
    return state_->pool.ready(deadline);
}

Task<void> Pixels::stop() {
    return state_->pool.stop();
}

}  // namespace easel::images
