#pragma once

#include <memory>

#include "async/task.h"
#include "base/deadline.h"
#include "base/result.h"
#include "jobs/job.h"
#include "jobs/state.h"

namespace easel::jobs {

/// A job as it was at one moment.
using Snapshot = std::shared_ptr<const Job>;

/// Where jobs are kept. When a call returns, what it did is as durable as the store ever makes it.
/// Any thread. Errors: `not_found`; `cancelled` from a fenced write that came too late;
/// `storage_unavailable`.
class JobStore {
  public:
    virtual ~JobStore() = default;

    virtual Task<Result<void>> add(Job job) = 0;
    /// Applies one change to one part, if `ref.attempt` still holds it (see `apply`).
    virtual Task<Result<void>> change(PartRef ref, Change change) = 0;
    virtual Task<Result<Snapshot>> find(JobId id) = 0;
    /// The job when it has ended. Waits as long as that takes; cancellable.
    virtual Task<Result<Snapshot>> wait(JobId id) = 0;
};

}  // namespace easel::jobs
