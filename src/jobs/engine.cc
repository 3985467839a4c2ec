#include "jobs/engine.h"

#include <algorithm>

#include "async/first_of.h"
#include "observe/log.h"

namespace easel::jobs {
namespace {

constexpr auto probe_time = std::chrono::seconds(5);
constexpr auto probe_interval = std::chrono::seconds(30);

// The next of several pictures with one seed must not be the same picture.
std::optional<std::uint64_t> seed_of_part(std::optional<std::uint64_t> seed, std::size_t part) {
    if (seed) *seed += part;
    return seed;
}

std::vector<Part> make_parts(int pictures, int pictures_per_call) {
    std::vector<Part> parts;
    for (int left = pictures; left > 0; left -= pictures_per_call) {
        Part part;
        part.count = std::min(left, pictures_per_call);
        parts.push_back(std::move(part));
    }
    return parts;
}

moderation::Effective effective_text(const order::ImageOrder& order, const catalog::Model& model) {
    moderation::Effective effective;
    effective.prompt.text = model.prompt_prefix + order.prompt;
    // Looked at even where it is not passed on: what is not wanted tells what is meant.
    effective.prompt.negative = order.negative;
    effective.other_texts = {order.style, model.upstream_model};
    effective.mature_model = model.mature;
    return effective;
}

Error stopping() {
    return fail(ErrorKind::shutting_down, "The server is stopping; try again shortly.")
        .retry_in(std::chrono::seconds(5));
}

// A job with a short life is bought as long as half of it is left.
RetryPolicy with_time_left(const Engine::Settings& settings) {
    RetryPolicy policy = settings.retries;
    policy.time_left_min = std::min(policy.time_left_min, settings.deadline / 2);
    return policy;
}

}  // namespace

Engine::Engine(Services services, Settings settings,
               std::vector<std::unique_ptr<Upstream>> upstreams)
    : use_(services),
      settings_(settings),
      upstreams_(std::move(upstreams)),
      attempts_({services.timers, services.rng, services.store, services.pictures},
                with_time_left(settings)),
      open_parts_(services.metrics.gauge("easel_parts_open", "Parts of jobs that have not ended.")),
      scope_(services.executor, "jobs") {}

Task<Result<Snapshot>> Engine::submit(NewJob wanted) {
    CO_TRY(const catalog::Model* model, use_.catalog.find(wanted.order.model));
    CO_TRY(Upstream * upstream, upstream_of(*model));
    CO_TRY(Job job, make_job(std::move(wanted), *model));
    CO_TRY(auto prompt, use_.guard.check(effective_text(job.order, *model)));
    CO_CHECK_OK(admit(job.parts.size()));

    const auto cancelled = std::make_shared<async::Signal>();
    {
        const std::lock_guard lock(mutex_);
        Running& running = running_[job.id];
        running.cancelled = cancelled;
        running.parts = job.parts.size();
    }
    const auto accepted = std::make_shared<const Job>(job);
    const Result<void> added = co_await use_.store.add(std::move(job));
    if (!added) {
        for (std::size_t part = 0; part < accepted->parts.size(); ++part)
            forget_part(accepted->id);
        co_return failed(added.error());
    }
    for (std::size_t part = 0; part < accepted->parts.size(); ++part)
        if (!scope_.spawn(run_part(purchase(*accepted, part, *upstream, prompt, cancelled))))
            co_await refuse_part(accepted->id, part);
    co_return accepted;
}

Result<Job> Engine::make_job(NewJob wanted, const catalog::Model& model) const {
    Job job;
    TRY(job.fitted, order::fit(wanted.order, model.capabilities));
    job.id = JobId("job_" + use_.rng.hex(16));
    job.owner = std::move(wanted.owner);
    job.key = std::move(wanted.key);
    job.order = std::move(wanted.order);
    job.model = &model;
    job.created = use_.timers.wall();
    job.wants_bytes = wanted.wants_bytes;
    job.parts = make_parts(job.order.count, model.capabilities.pictures_per_call);
    return job;
}

Result<Upstream*> Engine::upstream_of(const catalog::Model& model) const {
    const auto found = std::ranges::find(upstreams_, model.upstream,
                                         [](const auto& upstream) { return upstream->name; });
    if (found == upstreams_.end())
        return failed(fail(ErrorKind::backend_unavailable, "No upstream serves this model now."));
    return found->get();
}

Purchase Engine::purchase(const Job& job, std::size_t part, Upstream& upstream,
                          order::Checked<order::Prompt> prompt,
                          std::shared_ptr<async::Signal> cancelled) {
    order::Fitted fitted = job.fitted;
    fitted.seed = seed_of_part(fitted.seed, part);
    providers::Submission submission{std::move(prompt),
                                     job.model->upstream_model,
                                     std::move(fitted),
                                     job.parts[part].count,
                                     job.id.get() + "-" + std::to_string(part),
                                     Deadline::in(settings_.deadline, use_.timers)};
    const bool untouched = !job.order.format && job.order.background != order::Background::opaque;
    return {PartRef{job.id, part, 0},
            &upstream,
            std::move(submission),
            PictureWish{job.order.format, job.order.compression, job.fitted.background},
            upstream.pass_through && untouched && !job.wants_bytes,
            std::move(cancelled)};
}

Task<void> Engine::run_part(Purchase purchase) {
    const JobId id = purchase.ref.job;
    Occupation occupation;
    auto outcome = co_await attempts_.work(purchase, occupation);
    // Room for the next before anybody who waits for this one hears of its end and comes again.
    forget_part(id);
    const PartState end = co_await attempts_.conclude(purchase, std::move(outcome), occupation);
    use_.metrics
        .counter("easel_parts_total", "Parts of jobs that ended.",
                 {{"state", end == PartState::succeeded ? "succeeded"
                            : end == PartState::failed  ? "failed"
                                                        : "cancelled"}})
        .add();
    co_await wait_out(std::move(occupation));
}

// Work that was cut short here goes on at an upstream that cannot be told: its slot is taken until
// it has ended there, so that never more is at the upstream than its operator allowed.
Task<void> Engine::wait_out(Occupation occupation) {
    if (!occupation.slot.holds()) co_return;
    co_await async::first_of(use_.timers.sleep_until(occupation.until), drained_.wait_past(0));
}

// The server began to stop between the acceptance and the start.
Task<void> Engine::refuse_part(JobId id, std::size_t part) {
    forget_part(id);
    PartRef ref{std::move(id), part, 0};
    Change end = Failed{stopping()};
    co_await use_.store.change(std::move(ref), std::move(end));
}

void Engine::forget_part(const JobId& id) {
    const std::lock_guard lock(mutex_);
    --parts_open_;
    open_parts_.set(static_cast<double>(parts_open_));
    const auto running = running_.find(id);
    if (running != running_.end() && --running->second.parts == 0) running_.erase(running);
}

Result<void> Engine::admit(std::size_t parts) {
    const std::lock_guard lock(mutex_);
    if (draining_) return failed(stopping());
    if (parts_open_ + parts > settings_.parts_max)
        return failed(fail(ErrorKind::queue_full, "The queue is full; try again shortly.")
                          .retry_in(std::chrono::seconds(5)));
    parts_open_ += parts;
    open_parts_.set(static_cast<double>(parts_open_));
    return {};
}

Task<Result<void>> Engine::cancel(JobId id) {
    {
        const std::lock_guard lock(mutex_);
        const auto running = running_.find(id);
        if (running != running_.end()) running->second.cancelled->notify();
    }
    CO_CHECK_OK(co_await use_.store.find(std::move(id)));
    co_return Result<void>();
}

Task<Result<void>> Engine::ready() {
    bool due = false;
    {
        const std::lock_guard lock(mutex_);
        due = probe_again_.passed(use_.timers);
        if (due) probe_again_ = Deadline::in(probe_interval, use_.timers);
    }
    if (due) {
        std::optional<Error> found = co_await probe();
        const std::lock_guard lock(mutex_);
        unready_ = std::move(found);
    }
    const std::lock_guard lock(mutex_);
    if (unready_) co_return failed(*unready_);
    co_return Result<void>();
}

Task<std::optional<Error>> Engine::probe() {
    std::string reason = "no upstream is configured";
    for (const auto& upstream : upstreams_) {
        const Deadline deadline = Deadline::in(probe_time, use_.timers);
        const auto health = co_await upstream->provider->probe(deadline);
        if (health && health->usable) co_return std::nullopt;
        reason = upstream->name + ": " + (health ? health->reason : health.error().detail);
    }
    co_return fail(ErrorKind::backend_unavailable, "No upstream can be used.").because(reason);
}

Task<void> Engine::drain(std::chrono::milliseconds grace) {
    {
        const std::lock_guard lock(mutex_);
        draining_ = true;
    }
    drained_.notify();
    scope_.close();
    co_await async::first_of(scope_.join(), use_.timers.sleep(grace));
    if (const std::size_t cut = scope_.running(); cut > 0)
        observe::log(observe::Level::warn, "jobs were cut by the stop", {{"parts", cut}});
    scope_.stop();
    co_await scope_.join();
}

}  // namespace easel::jobs
