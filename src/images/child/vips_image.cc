#include "images/child/vips_image.h"

#include "images/child/webp_chunks.h"
#include "images/picture.h"

namespace easel::images {
namespace {

// Painted pictures: level 6 without filters is both the quickest way to small files for flat areas
// and within a few percent of the filters on noisy ones, which cost twice the time.
constexpr int png_level = 6;
constexpr int webp_effort = 3;

/// libvips hands out new images through a pointer, and 0 for success.
template <class Operation>
Image made(Operation operation) {
    VipsImage* out = nullptr;
    if (operation(&out) == 0) return Image(out);
    if (out) g_object_unref(out);
    return nullptr;
}

bool is_8_bit_srgb(const Image& image) {
    return vips_image_get_interpretation(image.get()) == VIPS_INTERPRETATION_sRGB &&
           vips_image_get_format(image.get()) == VIPS_FORMAT_UCHAR;
}

/// All alpha values at once: `image` is in memory, with 4 bands of 8 bits.
bool is_opaque(const Image& image) {
    const auto* pixels = static_cast<const VipsPel*>(vips_image_get_data(image.get()));
    const std::size_t end = VIPS_IMAGE_SIZEOF_IMAGE(image.get());
    unsigned all = 0xFF;
    for (std::size_t i = 3; i < end; i += 4)
        all &= pixels[i];
    return all == 0xFF;
}

}  // namespace

Image from_rgba(std::span<const std::byte> pixels, order::Size size) {
    Image image(vips_image_new_from_memory(pixels.data(), pixels.size(), size.width, size.height, 4,
                                           VIPS_FORMAT_UCHAR));
    if (image) image->Type = VIPS_INTERPRETATION_sRGB;
    return image;
}

Image load(order::Format format, std::string_view bytes) {
    void* data = const_cast<char*>(bytes.data());
    const std::size_t length = bytes.size();
    // A picture cut off within its data must not come out half grey. libjpeg calls that a warning;
    // libpng's warnings are about odd profiles, which do no harm.
    Image image = made([&](VipsImage** out) {
        switch (format) {
            case order::Format::png:
                return vips_pngload_buffer(data, length, out, "access", VIPS_ACCESS_SEQUENTIAL,
                                           "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
            case order::Format::jpeg:
                return vips_jpegload_buffer(data, length, out, "access", VIPS_ACCESS_SEQUENTIAL,
                                            "fail_on", VIPS_FAIL_ON_WARNING, nullptr);
            case order::Format::webp:
                return vips_webpload_buffer(data, length, out, "access", VIPS_ACCESS_SEQUENTIAL,
                                            "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
        }
        return -1;
    });
    // The decoder may see another size than the server did.
    if (!image ||
        !check_size({vips_image_get_width(image.get()), vips_image_get_height(image.get())}))
        return nullptr;
    return image;
}

Image normalised(Image image) {
    if (image && vips_image_get_orientation(image.get()) != 1) {
        const Image pixels(vips_image_copy_memory(image.get()));
        if (!pixels) return nullptr;
        image = made([&](VipsImage** out) { return vips_autorot(pixels.get(), out, nullptr); });
    }
    if (image && !is_8_bit_srgb(image)) {
        image = made([&](VipsImage** out) {
            return vips_colourspace(image.get(), out, VIPS_INTERPRETATION_sRGB, nullptr);
        });
    }
    return image;
}

Image without_needless_alpha(Image image, bool flatten) {
    if (!image || vips_image_get_bands(image.get()) != 4) return image;
    Image pixels(vips_image_copy_memory(image.get()));
    if (!pixels) return nullptr;
    if (is_opaque(pixels))
        return made([&](VipsImage** out) {
            return vips_extract_band(pixels.get(), out, 0, "n", 3, nullptr);
        });
    if (!flatten) return pixels;
    return made([&](VipsImage** out) {
        const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
            vips_array_double_newv(1, 255.0),
            [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
        return vips_flatten(pixels.get(), out, "background", white.get(), nullptr);
    });
}

Image stripped(Image image) {
    if (!image) return nullptr;
    // What an operation made may be shared; a copy of the header is ours to change.
    Image copy = made([&](VipsImage** out) { return vips_copy(image.get(), out, nullptr); });
    if (!copy) return nullptr;
    const std::unique_ptr<gchar*, void (*)(gchar**)> names(vips_image_get_fields(copy.get()),
                                                           g_strfreev);
    for (gchar** name = names.get(); *name; ++name)
        vips_image_remove(copy.get(), *name);
    return copy;
}

bool decodes(const Image& image) {
    const auto drop = [](VipsRegion*, void*, void*, void*, gboolean*) { return 0; };
    return image && vips_sink(image.get(), nullptr, drop, nullptr, nullptr, nullptr) == 0;
}

std::optional<std::string> save(const Image& image, order::Format format, int quality) {
    if (!image) return std::nullopt;
    void* memory = nullptr;
    std::size_t length = 0;
    int code = -1;
    switch (format) {
        case order::Format::png:
            code =
                vips_pngsave_buffer(image.get(), &memory, &length, "compression", png_level,
                                    "filter", VIPS_FOREIGN_PNG_FILTER_NONE, "strip", TRUE, nullptr);
            break;
        case order::Format::jpeg:
            code = vips_jpegsave_buffer(image.get(), &memory, &length, "Q", quality,
                                        "optimize_coding", TRUE, "strip", TRUE, nullptr);
            break;
        case order::Format::webp:
            code = vips_webpsave_buffer(image.get(), &memory, &length, "Q", quality, "effort",
                                        webp_effort, "strip", TRUE, nullptr);
            break;
    }
    const std::unique_ptr<void, void (*)(void*)> encoded(memory, g_free);
    if (code != 0) return std::nullopt;
    const std::string_view bytes(static_cast<const char*>(memory), length);
    if (format == order::Format::webp) return without_metadata(bytes);
    return std::string(bytes);
}

bool warm_up_cmyk() {
    const Image black =
        made([](VipsImage** out) { return vips_black(out, 8, 8, "bands", 4, nullptr); });
    if (!black) return false;
    black->Type = VIPS_INTERPRETATION_CMYK;
    const Image image = made([&](VipsImage** out) {
        return vips_colourspace(black.get(), out, VIPS_INTERPRETATION_sRGB, nullptr);
    });
    return save(image, order::Format::png, 100).has_value();
}

}  // namespace easel::images
