#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>

#include "async/offload.h"
#include "async/task.h"
#include "async/timers.h"
#include "base/file.h"
#include "images/picture.h"
#include "isolate/process.h"
#include "observe/metrics.h"

namespace easel::images {

struct PixelsSettings {
    std::filesystem::path program = isolate::beside_this_program("easel-pixels");
    unsigned children_max = 2;  ///< pictures worked on at once, a core each
    std::size_t waiting_max = 256;
    Duration call_time_max = std::chrono::seconds(20);
    Duration idle_max = std::chrono::seconds(60);  ///< then a child gives its memory back
};

/// How a picture is to be written.
struct Target {
    order::Format format = order::Format::png;
    /// 0..100, the quality of JPEG and WebP; nullopt is 100. PNG has none.
    std::optional<int> compression = std::nullopt;
    /// `opaque` puts the picture on white; JPEG always does. A picture without a transparent pixel
    /// loses its alpha channel in any case.
    order::Background background = order::Background::automatic;
};

/// A written picture: a sealed file in memory that nobody can change any more, and what its headers
/// say. It carries no metadata.
struct Converted {
    Fd file;
    PictureInfo info;
};

/// The server's only way to decode or encode: in children (`easel-pixels`) that hold nothing.
/// Any thread. Must outlive its calls; await `stop()` before it is destroyed. Errors besides those
/// named are the pool's: overloaded, backend_unavailable, generation_timeout, shutting_down.
class Pixels {
  public:
    /// `disk` runs what reads whole files; it and the other services outlive this.
    Pixels(boost::asio::any_io_executor executor, async::Timers& timers, observe::Metrics& metrics,
           async::Offload& disk, PixelsSettings settings = {});
    ~Pixels();

    /// Encodes painted pixels: 8-bit RGBA, straight alpha, row after row, from offset 0.
    /// The file is taken note of before this returns, so it may be closed then.
    Task<Result<Converted>> encode(const Fd& rgba, order::Size size, Target target,
                                   Deadline deadline);

    /// Decodes a PNG, JPEG or WebP (its first frame, turned upright) and writes it anew.
    /// `invalid_image_file` for whatever cannot be decoded, crashes the decoder or keeps it busy
    /// too long; `image_too_large` from its headers alone. The file may be closed once this
    /// returns.
    Task<Result<Converted>> convert(const Fd& encoded, Target target, Deadline deadline);

    /// Decodes every pixel of a PNG, JPEG or WebP (of its first frame) and keeps none: for a
    /// picture that is to be handed on as it came. `inspect` sees only that the structure is
    /// whole; this sees that there is a picture in it. `invalid_image_file` and `image_too_large`
    /// as in convert. The file may be closed once this returns.
    Task<Result<void>> check(const Fd& encoded, Deadline deadline);

    /// Whether the child program is there and comes up; cheap, so it can stand behind /readyz.
    Task<Result<void>> ready(Deadline deadline);

    Task<void> stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::images
