#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "async/runtime.h"
#include "images/pixels.h"

namespace easel::images::testing {

/// Pixels with threads, real time and the real child program, for tests.
struct Rig {
    explicit Rig(PixelsSettings settings)
        : pixels(runtime.executor(), timers, metrics, disk, settings) {}
    ~Rig() { run(pixels.stop()); }

    /// On the rig's own threads, whose loop outlives whoever wakes the task.
    template <class T>
    T run(Task<T> task) {
        return boost::asio::co_spawn(boost::asio::make_strand(runtime.executor()), std::move(task),
                                     boost::asio::use_future)
            .get();
    }

    observe::Metrics metrics;
    async::SystemTimers timers;
    async::Runtime runtime{2};
    async::Offload disk{1, 64};
    Pixels pixels;
};

struct Pixel {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    friend auto operator<=>(const Pixel&, const Pixel&) = default;
};

/// A file in memory with these bytes.
inline Fd file_of(std::string_view bytes) {
    Fd file = *memory_file("test");
    if (!write_all(file.get(), bytes)) file.reset();
    return file;
}

inline std::string bytes_of(const Fd& file) {
    return *read_at(file.get(), 0, *file_size(file.get()));
}

/// Smooth colours with some detail, as pictures have, and a corner of one colour.
inline std::string painted(order::Size size, Pixel corner) {
    std::string rgba;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            Pixel p{static_cast<std::uint8_t>(x * 255 / size.width),
                    static_cast<std::uint8_t>(y * 255 / size.height),
                    static_cast<std::uint8_t>((x * 7 + y * 13) % 64 + 64), 255};
            if (x < size.width / 4 && y < size.height / 4) p = corner;
            for (const std::uint8_t value : {p.red, p.green, p.blue, p.alpha})
                rgba += static_cast<char>(value);
        }
    return rgba;
}

}  // namespace easel::images::testing
