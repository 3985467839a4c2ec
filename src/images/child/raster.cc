#include "images/child/raster.h"

#include <malloc.h>
#include <sys/mman.h>

#include <vector>

#include "images/child/png_chunks.h"
#include "images/child/vips_image.h"
#include "images/picture.h"

namespace easel::images {
namespace {

/// A file seen as bytes, not copied. If somebody cut it off meanwhile, the kernel ends this
/// process; that is what it is for.
class Mapping {
  public:
    explicit Mapping(const Fd& file) {
        const Result<std::size_t> size = file_size(file.get());
        if (!size || *size == 0) return;
        void* start = ::mmap(nullptr, *size, PROT_READ, MAP_SHARED, file.get(), 0);
        if (start == MAP_FAILED) return;
        start_ = start;
        size_ = *size;
    }
    ~Mapping() {
        if (start_) ::munmap(start_, size_);
    }
    Mapping(const Mapping&) = delete;

    std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

  private:
    void* start_ = nullptr;
    std::size_t size_ = 0;
};

/// A stranger's picture, not decoded yet. It reads from `source` and from `sieved`.
Image open(order::Format format, std::string_view source, std::string& sieved) {
    if (format == order::Format::png) source = sieved = only_pixel_chunks(source);
    return load(format, source);
}

bool decodes(order::Format format, std::string_view source) {
    std::string sieved;
    return decodes(open(format, source, sieved));
}

std::optional<std::string> transform(const PixelWork& work, std::string_view source) {
    std::string sieved;  // outlives the image
    Image image;
    if (work.verb == PixelWork::Verb::encode) {
        if (!check_size(work.size)) return std::nullopt;
        image = from_rgba(std::as_bytes(std::span(source)), work.size);
    } else {
        image = normalised(open(work.source, source, sieved));
    }
    image = stripped(without_needless_alpha(std::move(image), work.flatten));
    return save(image, work.target, work.quality);
}

std::string_view answer_to(const PixelWork& work, const std::vector<Fd>& files) {
    const Mapping source(files[0]);
    if (work.verb == PixelWork::Verb::check)
        return decodes(work.source, source.bytes()) ? answer_done : answer_undecodable;
    const std::optional<std::string> encoded = transform(work, source.bytes());
    if (!encoded) return work.verb == PixelWork::Verb::convert ? answer_undecodable : answer_failed;
    return write_all(files[1].get(), *encoded) ? answer_done : answer_failed;
}

GLogWriterOutput drop_line(GLogLevelFlags, const GLogField*, gsize, gpointer) {
    return G_LOG_WRITER_HANDLED;
}

/// RGBA with colours and alphas of every kind: a plain picture takes shorter ways through coders.
std::string motley(order::Size size) {
    std::string rgba;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            for (const int value : {x * 2, y * 2, x * 7 ^ y * 13, x + y})
                rgba += static_cast<char>(value & 0xFF);
    return rgba;
}

/// Out, in, and through once more.
bool warm_up(order::Format format, std::string_view rgba, order::Size size) {
    PixelWork work{.verb = PixelWork::Verb::encode,
                   .source = format,
                   .size = size,
                   .target = format,
                   .quality = 80,
                   .flatten = format == order::Format::jpeg};
    const std::optional<std::string> encoded = transform(work, rgba);
    work.verb = PixelWork::Verb::convert;
    return encoded && decodes(format, *encoded) && transform(work, *encoded);
}

/// What is loaded, allocated or asked of the system once happens now: each format out and in, with
/// and without alpha, threads, the profiles that CMYK needs.
bool warm_up() {
    constexpr order::Size plain{16, 16};
    constexpr order::Size large{256, 256};  // below, the coder of WebP's alpha sorts on its stack
    const std::string opaque(4UZ * 16 * 16, '\xFF');
    const std::string colourful = motley(large);
    for (const order::Format format :
         {order::Format::png, order::Format::jpeg, order::Format::webp}) {
        if (!warm_up(format, opaque, plain) || !warm_up(format, colourful, large)) return false;
    }
    return warm_up_cmyk();
}

}  // namespace

std::string prepare_raster() {
    // One arena: what a picture took goes back to the system and not to a thread's reserve.
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    // Warnings quote the picture, and the way to write them asks the system for too much.
    g_log_set_writer_func(drop_line, nullptr, nullptr);
    if (VIPS_INIT("easel-pixels") != 0) return "libvips did not start";
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);
    // Cached operations would outlive the bytes that they read.
    vips_cache_set_max(0);
    return warm_up() ? "" : "libvips did not do its warm-up";
}

std::string work_on(std::string request, std::vector<Fd> files) {
    const std::optional<PixelWork> work = from_wire(request);
    const std::size_t files_wanted = work && work->verb == PixelWork::Verb::check ? 1 : 2;
    if (!work || files.size() != files_wanted) return std::string(answer_failed);
    const std::string_view answer = answer_to(*work, files);
    vips_error_clear();
    ::malloc_trim(0);
    return std::string(answer);
}

}  // namespace easel::images
