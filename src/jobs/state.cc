#include "jobs/state.h"

#include <algorithm>

#include "jobs/plan.h"

namespace easel::jobs {
namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

// Which states a change may find. A part that is being fetched has been submitted or was painted at
// once; a retry begins its next attempt from `submitting`.
bool may_follow(const Change& change, PartState from) {
    using enum PartState;
    const auto is = [from](std::initializer_list<PartState> states) {
        return std::ranges::find(states, from) != states.end();
    };
    return std::visit(Overloaded{[&](const AttemptBegun&) { return is({queued, submitting}); },
                                 [&](const TokenNoted&) { return is({submitting}); },
                                 [&](const Fetching&) { return is({submitting, submitted}); },
                                 [&](const Storing&) { return is({fetching}); },
                                 [&](const Progressed&) { return is({submitting, submitted}); },
                                 [&](const Succeeded&) { return is({storing}); },
                                 [&](const Failed&) { return !terminal(from); },
                                 [&](const Cancelled&) { return !terminal(from); }},
                      change);
}

Error moved_on() {
    return fail(ErrorKind::cancelled, "This part of the job has moved on.");
}

}  // namespace

Result<Part> apply(Part part, int attempt, Change change) {
    const bool begins = std::holds_alternative<AttemptBegun>(change);
    const int expected = begins ? part.attempt + 1 : part.attempt;
    if (attempt != expected || !may_follow(change, part.state)) return failed(moved_on());

    std::visit(
        Overloaded{[&](AttemptBegun&) {
                       part.state = PartState::submitting;
                       part.attempt = attempt;
                       part.token.reset();
                   },
                   [&](TokenNoted& noted) {
                       part.state = PartState::submitted;
                       part.token = std::move(noted.token);
                   },
                   [&](Fetching&) { part.state = PartState::fetching; },
                   [&](Storing&) { part.state = PartState::storing; },
                   [&](Progressed& p) { part.progress = std::max(part.progress, p.fraction); },
                   [&](Succeeded& done) {
                       part.state = PartState::succeeded;
                       part.images = std::move(done.images);
                       part.progress = 1;
                   },
                   [&](Failed& failure) {
                       part.state = PartState::failed;
                       part.error = std::move(failure.error);
                   },
                   [&](Cancelled&) { part.state = PartState::cancelled; }},
        change);
    return part;
}

bool terminal(PartState state) {
    return state == PartState::succeeded || state == PartState::failed ||
           state == PartState::cancelled;
}

bool terminal(JobState state) {
    return state == JobState::succeeded || state == JobState::failed ||
           state == JobState::cancelled;
}

JobState fold(std::span<const Part> parts) {
    const auto in = [](PartState state) {
        return [state](const Part& part) { return part.state == state; };
    };
    if (std::ranges::all_of(parts, in(PartState::queued))) return JobState::queued;
    if (!std::ranges::all_of(parts, [](const Part& part) { return terminal(part.state); }))
        return JobState::running;
    if (std::ranges::any_of(parts, in(PartState::succeeded))) return JobState::succeeded;
    if (std::ranges::any_of(parts, in(PartState::failed))) return JobState::failed;
    return JobState::cancelled;
}

std::optional<Error> first_error(std::span<const Part> parts) {
    const auto broken =
        std::ranges::find_if(parts, [](const Part& part) { return part.error.has_value(); });
    return broken == parts.end() ? std::nullopt : broken->error;
}

bool may_have_bought(std::span<const Part> parts) {
    return std::ranges::any_of(parts, [](const Part& part) {
        if (part.token || !part.images.empty()) return true;
        const bool called = part.attempt > 0;
        return called && !(part.error && nothing_was_bought(part.error->kind));
    });
}

double progress(std::span<const Part> parts) {
    double sum = 0;
    for (const Part& part : parts)
        sum += part.progress;
    return parts.empty() ? 0 : sum / static_cast<double>(parts.size());
}

}  // namespace easel::jobs
