#include "base/bytes.h"
#include "config/option.h"

namespace easel::config {

using namespace std::chrono_literals;

void declare_jobs(Declarations& list) {
    list.subject("Jobs and files",
                 "How long work may take, how much may wait, how long links live.");
    list.add({.path = "jobs.deadline",
              .value = "15m",
              .prose = "A job that is not done after this time fails."},
             duration(1s, 24h), &Settings::jobs, &Jobs::deadline);
    list.add({.path = "jobs.max_queued",
              .value = "1000",
              .prose = "Pictures that may wait or be in work in all; above it 429 `queue_full`."},
             integer(1, 1'000'000), &Settings::jobs, &Jobs::max_queued);
    list.add({.path = "jobs.keep_finished",
              .value = "10000",
              .prose = "Ended jobs that can still be asked after; the oldest is forgotten first."},
             integer(1, 10'000'000), &Settings::jobs, &Jobs::keep_finished);
    list.add({.path = "files.link_lifetime",
              .value = "24h",
              .prose = "How long the address of a picture works."},
             duration(1min, 24h), &Settings::files, &Files::link_lifetime);
    list.add({.path = "files.max_download_bytes",
              .value = "64MiB",
              .prose = "Largest picture that is fetched from an upstream."},
             bytes(1_KiB, 1024_MiB), &Settings::files, &Files::max_download_bytes);
}

}  // namespace easel::config
