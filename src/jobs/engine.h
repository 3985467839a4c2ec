#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "async/scope.h"
#include "jobs/attempts.h"
#include "jobs/store.h"
#include "jobs/upstream.h"
#include "moderation/guard.h"
#include "observe/metrics.h"

namespace easel::jobs {

/// What a front hands in.
struct NewJob {
    UserId owner;
    KeyId key;
    order::ImageOrder order;
    bool wants_bytes = false;  ///< the answer carries pixels: an upstream's address will not do
};

/// Accepts orders and sees them through. The only door to this room.
///
/// A job is the server's own from acceptance on: whoever waits for it may go away. Any thread.
class Engine {
  public:
    struct Services {
        boost::asio::any_io_executor executor;
        async::Timers& timers;
        Rng& rng;
        observe::Metrics& metrics;
        const catalog::Catalog& catalog;
        const moderation::Guard& guard;
        JobStore& store;
        Pictures& pictures;
    };
    struct Settings {
        std::chrono::milliseconds deadline = std::chrono::minutes(15);
        std::size_t parts_max = 1000;  ///< waiting or running; more are refused with queue_full
        RetryPolicy retries = {};
    };

    Engine(Services services, Settings settings, std::vector<std::unique_ptr<Upstream>> upstreams);

    /// Checks the order against its model and the guard, and begins it. The job that is returned
    /// has been accepted. Errors: those of Catalog::find, order::fit and Guard::check;
    /// `queue_full`; `shutting_down`. Nothing was begun then.
    Task<Result<Snapshot>> submit(NewJob job);

    Task<Result<Snapshot>> find(JobId id) { return use_.store.find(std::move(id)); }
    /// The job when it has ended, however it did.
    Task<Result<Snapshot>> wait(JobId id) { return use_.store.wait(std::move(id)); }

    /// Asks every part that has not ended to end. Returns at once; `not_found` for an unknown job.
    Task<Result<void>> cancel(JobId id);

    /// Whether any upstream can be used. For /readyz: upstreams are asked every 30 s at the most,
    /// however often callers ask.
    Task<Result<void>> ready();

    /// Accepts nothing more, lets what runs come to its end within `grace`, then cuts it.
    Task<void> drain(std::chrono::milliseconds grace);

  private:
    Result<Job> make_job(NewJob wanted, const catalog::Model& model) const;
    Result<Upstream*> upstream_of(const catalog::Model& model) const;
    Purchase purchase(const Job& job, std::size_t part, Upstream& upstream,
                      order::Checked<order::Prompt> prompt,
                      std::shared_ptr<async::Signal> cancelled);
    Task<void> run_part(Purchase purchase);
    Task<void> wait_out(Occupation occupation);
    Task<void> refuse_part(JobId id, std::size_t part);
    Result<void> admit(std::size_t parts);
    Task<std::optional<Error>> probe();
    void forget_part(const JobId& id);

    Services use_;
    Settings settings_;
    std::vector<std::unique_ptr<Upstream>> upstreams_;
    Attempts attempts_;
    observe::Gauge open_parts_;

    std::mutex mutex_;  // submits and ends of parts come on many strands
    struct Running {
        std::shared_ptr<async::Signal> cancelled;
        std::size_t parts = 0;
    };
    std::map<JobId, Running> running_;
    std::size_t parts_open_ = 0;
    std::optional<Error> unready_;  ///< what the last probe found
    Deadline probe_again_ = Deadline::at(SteadyTime::min());
    bool draining_ = false;
    async::Signal drained_;  ///< the server stops: nothing is worth waiting for any more

    async::Scope scope_;
};

}  // namespace easel::jobs
