#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "async/signal.h"
#include "jobs/store.h"

namespace easel::jobs {

/// Jobs for the life of the process. Of those that have ended, the latest `kept_max` are
/// remembered, without their prompts: these alone can be large.
class MemoryStore final : public JobStore {
  public:
    explicit MemoryStore(std::size_t kept_max) : kept_max_(kept_max) {}

    Task<Result<void>> add(Job job) override;
    Task<Result<void>> change(PartRef ref, Change change) override;
    Task<Result<Snapshot>> find(JobId id) override;
    Task<Result<Snapshot>> wait(JobId id) override;

  private:
    struct Entry {
        Job job;
        async::Signal changed;
    };
    std::shared_ptr<Entry> entry(const JobId& id) const;
    Snapshot snapshot(const Entry& entry) const;

    std::size_t kept_max_;
    mutable std::mutex mutex_;                      // parts of one job run on several strands
    std::map<JobId, std::shared_ptr<Entry>> jobs_;  // shared: a waiter outlives forgetting
    std::deque<JobId> ended_;
};

}  // namespace easel::jobs
