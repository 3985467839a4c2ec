#include "images/picture.h"

#include "base/file.h"
#include "images/formats.h"

namespace easel::images {
namespace {

Result<PictureInfo> walk_format(ByteWindow& bytes, const PictureLimits& limits) {
    const std::optional<order::Format> format = sniff(bytes.at(0, sniff_bytes));
    if (!format) return failed(not_a_picture("no signature of PNG, JPEG or WebP"));
    switch (*format) {
        case order::Format::png:
            return inspect_png(bytes, limits);
        case order::Format::jpeg:
            return inspect_jpeg(bytes, limits);
        case order::Format::webp:
            return inspect_webp(bytes, limits);
    }
    return failed(not_a_picture("unknown format"));
}

Result<PictureInfo> walk(ByteWindow& bytes, const PictureLimits& limits) {
    if (bytes.size() > limits.bytes_max) return failed(too_large());
    TRY(PictureInfo info, walk_format(bytes, limits));
    info.trailing = bytes.size() - info.bytes;
    return info;
}

}  // namespace

Error not_a_picture(const char* why) {
    return fail(ErrorKind::invalid_image_file,
                "Invalid image file: it must be a complete PNG, JPEG or WebP picture.")
        .because(why);
}

Error too_large() {
    return fail(ErrorKind::image_too_large,
                "The image is too large: at most 64 MiB, 16384 pixels a side and 64 megapixels.");
}

std::string_view mime(order::Format format) {
    switch (format) {
        case order::Format::png:
            return "image/png";
        case order::Format::jpeg:
            return "image/jpeg";
        case order::Format::webp:
            return "image/webp";
    }
    return "application/octet-stream";
}

std::optional<order::Format> sniff(std::string_view prefix) {
    using namespace std::string_view_literals;
    if (prefix.starts_with("\x89PNG\r\n\x1a\n"sv)) return order::Format::png;
    if (prefix.starts_with("\xFF\xD8\xFF"sv)) return order::Format::jpeg;
    if (prefix.starts_with("RIFF"sv) && prefix.size() >= sniff_bytes &&
        prefix.substr(8, 7) == "WEBPVP8"sv)
        return order::Format::webp;
    return std::nullopt;
}

Result<void> check_size(order::Size size, const PictureLimits& limits) {
    if (size.width <= 0 || size.height <= 0) return failed(not_a_picture("an empty picture"));
    if (size.width > limits.side_max || size.height > limits.side_max) return failed(too_large());
    const auto pixels =
        static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    if (pixels > limits.pixels_max) return failed(too_large());
    return {};
}

Result<PictureInfo> inspect(int fd, const PictureLimits& limits) {
    TRY(const std::size_t bytes, file_size(fd));
    ByteWindow window(fd, bytes);
    Result<PictureInfo> info = walk(window, limits);
    if (window.failed())
        return failed(fail(ErrorKind::storage_unavailable, "The file store did not answer."));
    return info;
}

Result<PictureInfo> inspect(std::string_view bytes, const PictureLimits& limits) {
    ByteWindow window(bytes);
    return walk(window, limits);
}

}  // namespace easel::images
