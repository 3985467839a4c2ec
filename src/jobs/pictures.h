#pragma once

#include <variant>

#include "async/offload.h"
#include "async/timers.h"
#include "blobs/store.h"
#include "images/pixels.h"
#include "jobs/job.h"
#include "net/fetch/client.h"

namespace easel::jobs {

/// What the caller wants a picture to be, whatever the upstream hands over.
struct PictureWish {
    std::optional<order::Format> format;  ///< nullopt: as it came
    std::optional<int> compression;
    order::Background background = order::Background::automatic;
};

/// What a provider handed over, with the bytes in our hands but not yet looked at.
struct FetchedPicture {
    std::variant<blobs::Spool, providers::PictureFile, providers::PicturePixels> content;
    std::optional<std::uint64_t> seed;
};

/// The way of a picture from what a provider hands over to a kept file. Any thread.
class Pictures {
  public:
    struct Services {
        async::Timers& timers;
        async::Offload& disk;
        net::fetch::Client& client;
        blobs::Store& blobs;
        images::Pixels& pixels;
    };
    struct Settings {
        std::size_t picture_bytes_max = 64 * 1024 * 1024;
        int downloads_max = 6;  ///< asking for the same picture again buys nothing
    };
    Pictures(Services services, Settings settings) : use_(services), settings_(settings) {}

    /// Downloads an address into a spool; files and pixels pass. Errors: `upstream_error` when the
    /// address does not give the picture.
    Task<Result<FetchedPicture>> fetch(providers::Picture picture, Deadline deadline);

    /// Checks the picture, makes it what was wished for, and keeps it. Foreign bytes are decoded in
    /// the child only. Errors: `upstream_bad_response` when the bytes are no picture.
    Task<Result<KeptImage>> store(FetchedPicture picture, PictureWish wish, Deadline deadline);

  private:
    Task<Result<blobs::Spool>> download(providers::PictureAddress address, Deadline deadline);
    Task<Result<void>> download_once(const providers::PictureAddress& address, const Fd& file,
                                     Deadline deadline);
    Task<Result<images::PictureInfo>> inspect(const Fd& file);
    Task<Result<blobs::Spool>> spool_of(const Fd& file);
    Task<Result<KeptImage>> keep(blobs::Spool spool, images::PictureInfo info);
    Task<Result<KeptImage>> keep_converted(images::Converted converted);
    Task<Result<KeptImage>> store_encoded(FetchedPicture picture, PictureWish wish,
                                          Deadline deadline);

    Services use_;
    Settings settings_;
};

}  // namespace easel::jobs
