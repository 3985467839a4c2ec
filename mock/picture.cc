#include "mock/picture.h"

#include <png.h>
#include <zlib.h>

#include <vector>

#include "base/hash.h"

namespace easel::mock {
namespace {

std::string big_endian(std::uint32_t value) {
    std::string out;
    for (const int shift : {24, 16, 8, 0})
        out += static_cast<char>(value >> shift & 0xFF);
    return out;
}

std::string chunk(std::string_view type_and_data) {
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(type_and_data.data()),
                             static_cast<uInt>(type_and_data.size()));
    return big_endian(static_cast<std::uint32_t>(type_and_data.size() - 4)) +
           std::string(type_and_data) + big_endian(static_cast<std::uint32_t>(sum));
}

}  // namespace

Result<std::string> gradient_png(std::string_view words, int width, int height) {
    const std::string seed = sha256(words);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(seed[i]); };
    std::vector<unsigned char> rgb;
    rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                const int across = (byte(c + 3) - byte(c)) * x / width;
                const int down = (byte(c + 6) - byte(c)) * y / height;
                rgb.push_back(static_cast<unsigned char>((byte(c) + across / 2 + down / 2) & 0xFF));
            }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    png_alloc_size_t size = 0;
    std::string out;
    bool done = png_image_write_get_memory_size(image, size, 0, rgb.data(), 0, nullptr) != 0;
    if (done) {
        out.resize(size);
        done = png_image_write_to_memory(&image, out.data(), &size, 0, rgb.data(), 0, nullptr) != 0;
    }
    if (!done)
        return failed(fail(ErrorKind::internal_error, "No PNG was made.").because(image.message));
    out.resize(size);
    return out;
}

std::string hollow_png(std::uint32_t width, std::uint32_t height) {
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1a\n"s +
           chunk("IHDR" + big_endian(width) + big_endian(height) + "\x08\x02\x00\x00\x00"s) +
           chunk("IDAT") + chunk("IEND");
}

std::string gzip(std::string_view bytes) {
    constexpr int window_and_gzip_head = 15 + 16;
    constexpr int memory_level = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_and_gzip_head, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return "";
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // only read
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace easel::mock
