#include "jobs/pictures.h"

#include <sys/sendfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>

#include "base/text.h"

namespace easel::jobs {
namespace {

using namespace std::chrono_literals;

// A paid picture is worth some patience: 30 s in all with the default of six tries.
constexpr Duration retry_first = 500ms;
constexpr Duration retry_longest = 15s;
constexpr std::chrono::seconds retry_after_max = 60s;

Duration wait_before_retry(int tried, const Error& error) {
    const Duration own = std::min(retry_longest, retry_first * (1 << std::min(tried - 1, 10)));
    if (!error.retry_after) return own;
    return std::max<Duration>(own, std::min(*error.retry_after, retry_after_max));
}

Error no_picture(std::string detail) {
    return fail(ErrorKind::upstream_bad_response, "The upstream's answer is not a usable picture.")
        .because(std::move(detail));
}

// What would tell the caller that his picture or his address is broken is the upstream's fault
// here.
Error blame_upstream(const Error& error) {
    const bool about_the_answer = error.kind == ErrorKind::invalid_image_file ||
                                  error.kind == ErrorKind::image_too_large ||
                                  error.kind == ErrorKind::invalid_value;
    return about_the_answer ? no_picture(error.message + " " + error.detail) : error;
}

// The address may be ahead of the host's own copies (404), or the host be busy: that passes.
Error not_delivered(const net::fetch::Reply& reply) {
    constexpr int passing[] = {404, 408, 425, 429};
    const bool passes =
        reply.status >= 500 || std::ranges::find(passing, reply.status) != std::end(passing);
    Error error = fail(passes ? ErrorKind::upstream_bad_response : ErrorKind::upstream_error,
                       "The upstream painted the picture and did not deliver it.")
                      .because("HTTP " + std::to_string(reply.status));
    if (const auto seconds = parse_decimal(trim(reply.header("retry-after"))))
        error.retry_after = std::chrono::seconds(std::min<std::uint64_t>(*seconds, 3600));
    return error;
}

bool worth_another_try(const Error& error) {
    return error.kind == ErrorKind::upstream_unreachable ||
           error.kind == ErrorKind::upstream_outcome_unknown ||
           error.kind == ErrorKind::upstream_bad_response;
}

Result<void> empty(const Fd& file) {
    if (::ftruncate(file.get(), 0) == 0 && ::lseek(file.get(), 0, SEEK_SET) == 0) return {};
    return failed(fail(ErrorKind::storage_unavailable, "The file store did not answer.")
                      .because(std::strerror(errno)));
}

Result<void> copy_all(int from, int to) {
    TRY(const std::size_t size, file_size(from));
    off_t at = 0;
    while (static_cast<std::size_t>(at) < size) {
        const ssize_t sent = ::sendfile(to, from, &at, size - static_cast<std::size_t>(at));
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0)
            return failed(fail(ErrorKind::storage_unavailable, "The file store did not answer.")
                              .because(std::strerror(errno)));
    }
    return {};
}

const Fd& file_of(const FetchedPicture& picture) {
    if (const auto* spool = std::get_if<blobs::Spool>(&picture.content)) return spool->file();
    return std::get<providers::PictureFile>(picture.content).file;
}

bool as_it_came(const images::PictureInfo& info, const PictureWish& wish) {
    const bool same_format = !wish.format || (*wish.format == info.format && !wish.compression);
    return same_format && !(info.has_alpha && wish.background == order::Background::opaque);
}

}  // namespace

Task<Result<FetchedPicture>> Pictures::fetch(providers::Picture picture, Deadline deadline) {
    if (auto* file = std::get_if<providers::PictureFile>(&picture.content)) {
        co_return FetchedPicture{std::move(*file), picture.seed};
    }
    if (auto* pixels = std::get_if<providers::PicturePixels>(&picture.content)) {
        co_return FetchedPicture{std::move(*pixels), picture.seed};
    }
    auto address = std::get<providers::PictureAddress>(std::move(picture.content));
    CO_TRY(blobs::Spool spool, co_await download(std::move(address), deadline));
    co_return FetchedPicture{std::move(spool), picture.seed};
}

Task<Result<blobs::Spool>> Pictures::download(providers::PictureAddress address,
                                              Deadline deadline) {
    CO_TRY(blobs::Spool spool, co_await use_.blobs.spool());
    for (int tried = 1;; ++tried) {
        CO_CHECK_OK(empty(spool.file()));
        Result<void> done = co_await download_once(address, spool.file(), deadline);
        if (done) {
            // An answer that was cut short without HTTP's noticing is worth asking for again too.
            const auto info = co_await inspect(spool.file());
            if (info) co_return std::move(spool);
            done = failed(blame_upstream(info.error()));
        }
        if (tried >= settings_.downloads_max || !worth_another_try(done.error())) {
            co_return failed(std::move(done).error());
        }
        const Duration wait = wait_before_retry(tried, done.error());
        if (wait >= deadline.left(use_.timers)) co_return failed(std::move(done).error());
        co_await use_.timers.sleep(wait);
    }
}

Task<Result<void>> Pictures::download_once(const providers::PictureAddress& address, const Fd& file,
                                           Deadline deadline) {
    net::fetch::Request request;
    request.url = address.url;
    request.headers = address.headers;
    request.proxy = address.proxy;
    request.reach = address.operator_origin ? net::fetch::Reach::operator_origin
                                            : net::fetch::Reach::public_only;
    request.deadline = deadline;
    request.body_max = settings_.picture_bytes_max;
    request.redirects_max = 3;
    const auto reply = co_await use_.client.download(std::move(request), file);
    if (!reply) co_return failed(blame_upstream(reply.error()));
    if (reply->ok()) co_return Result<void>();
    co_return failed(not_delivered(*reply));
}

Task<Result<KeptImage>> Pictures::store(FetchedPicture picture, PictureWish wish,
                                        Deadline deadline) {
    const std::optional<std::uint64_t> seed = picture.seed;
    Result<KeptImage> kept = failed(no_picture("nothing"));
    if (const auto* pixels = std::get_if<providers::PicturePixels>(&picture.content)) {
        const images::Target target{wish.format.value_or(order::Format::png), wish.compression,
                                    wish.background};
        CO_TRY(images::Converted encoded,
               co_await use_.pixels.encode(pixels->file, pixels->size, target, deadline));
        kept = co_await keep_converted(std::move(encoded));
    } else {
        kept = co_await store_encoded(std::move(picture), wish, deadline);
    }
    if (kept) kept->seed = seed;
    co_return kept;
}

Task<Result<KeptImage>> Pictures::store_encoded(FetchedPicture picture, PictureWish wish,
                                                Deadline deadline) {
    const auto info = co_await inspect(file_of(picture));
    if (!info) co_return failed(blame_upstream(info.error()));
    if (!as_it_came(*info, wish)) {
        const images::Target target{wish.format.value_or(info->format), wish.compression,
                                    wish.background};
        auto converted = co_await use_.pixels.convert(file_of(picture), target, deadline);
        if (!converted) co_return failed(blame_upstream(converted.error()));
        co_return co_await keep_converted(*std::move(converted));
    }
    if (auto* spool = std::get_if<blobs::Spool>(&picture.content)) {
        co_return co_await keep(std::move(*spool), *info);
    }
    CO_TRY(blobs::Spool copy, co_await spool_of(file_of(picture)));
    co_return co_await keep(std::move(copy), *info);
}

Task<Result<images::PictureInfo>> Pictures::inspect(const Fd& file) {
    images::PictureLimits limits;
    limits.bytes_max = settings_.picture_bytes_max;
    return use_.disk.run([fd = file.get(), limits] { return images::inspect(fd, limits); });
}

Task<Result<blobs::Spool>> Pictures::spool_of(const Fd& file) {
    CO_TRY(blobs::Spool spool, co_await use_.blobs.spool());
    auto copy = [from = file.get(), to = spool.file().get()] { return copy_all(from, to); };
    CO_CHECK_OK(co_await use_.disk.run(copy));
    co_return std::move(spool);
}

Task<Result<KeptImage>> Pictures::keep_converted(images::Converted converted) {
    CO_TRY(blobs::Spool spool, co_await spool_of(converted.file));
    co_return co_await keep(std::move(spool), converted.info);
}

Task<Result<KeptImage>> Pictures::keep(blobs::Spool spool, images::PictureInfo info) {
    CO_TRY(blobs::BlobId id, co_await use_.blobs.keep(std::move(spool)));
    KeptImage image;
    image.file = gallery::FileName{std::move(id), info.format};
    image.format = info.format;
    image.size = info.size;
    image.bytes = info.bytes;
    image.transparent = info.has_alpha;
    co_return image;
}

}  // namespace easel::jobs
