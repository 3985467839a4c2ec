#include "jobs/memory_store.h"

namespace easel::jobs {
namespace {
Error no_such_job() {
    return fail(ErrorKind::not_found, "There is no such job.");
}
}  // namespace

Task<Result<void>> MemoryStore::add(Job job) {
    const std::lock_guard lock(mutex_);
    auto entry = std::make_shared<Entry>();
    entry->job = std::move(job);
    const JobId id = entry->job.id;
    jobs_.emplace(id, std::move(entry));
    co_return Result<void>();
}

Task<Result<void>> MemoryStore::change(PartRef ref, Change change) {
    const auto known = entry(ref.job);
    if (!known) co_return failed(no_such_job());
    {
        const std::lock_guard lock(mutex_);
        Part& part = known->job.parts.at(ref.part);
        CO_TRY(Part next, apply(part, ref.attempt, std::move(change)));
        part = std::move(next);
        if (terminal(fold(known->job.parts))) {
            known->job.order.prompt = {};
            known->job.order.negative = {};
            ended_.push_back(ref.job);
            if (ended_.size() > kept_max_) {
                jobs_.erase(ended_.front());
                ended_.pop_front();
            }
        }
    }
    known->changed.notify();
    co_return Result<void>();
}

Task<Result<Snapshot>> MemoryStore::find(JobId id) {
    const auto known = entry(id);
    if (!known) co_return failed(no_such_job());
    co_return snapshot(*known);
}

Task<Result<Snapshot>> MemoryStore::wait(JobId id) {
    const auto known = entry(id);
    if (!known) co_return failed(no_such_job());
    for (std::uint64_t seen = known->changed.version();;) {
        Snapshot job = snapshot(*known);
        if (terminal(fold(job->parts))) co_return job;
        seen = co_await known->changed.wait_past(seen);
    }
}

std::shared_ptr<MemoryStore::Entry> MemoryStore::entry(const JobId& id) const {
    const std::lock_guard lock(mutex_);
    const auto known = jobs_.find(id);
    return known == jobs_.end() ? nullptr : known->second;
}

Snapshot MemoryStore::snapshot(const Entry& entry) const {
    const std::lock_guard lock(mutex_);
    return std::make_shared<const Job>(entry.job);
}

}  // namespace easel::jobs
