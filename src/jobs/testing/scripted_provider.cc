#include "jobs/testing/scripted_provider.h"

#include "base/assert.h"
#include "base/file.h"
#include "jobs/testing/small_picture.h"

namespace easel::jobs::testing {
namespace {

providers::Finished one_picture() {
    auto file = memory_file("picture");
    EASEL_ASSERT(file);
    EASEL_ASSERT(write_all(file->get(), small_picture()));
    providers::Finished finished;
    finished.pictures.push_back({providers::PictureFile{*std::move(file)}, 7});
    return finished;
}

Error scripted(ErrorKind kind) {
    return fail(kind, "scripted").because("scripted");
}

template <class Script>
auto next_line(Script& script) {
    EASEL_ASSERT(!script.empty());
    auto line = script.front();
    if (script.size() > 1) script.pop_front();
    return line;
}

}  // namespace

Task<ScriptedProvider::Submitted> ScriptedProvider::submit(providers::Submission submission,
                                                           providers::Sink& sink) {
    std::function<Submitted()> line;
    {
        const std::lock_guard lock(mutex_);
        seen_.push_back({submission.prompt->text, submission.order.seed});
        most_inside_ = std::max(most_inside_, ++inside_);
        line = next_line(submits);
    }
    if (submit_takes > Duration::zero()) co_await timers_.sleep(submit_takes);
    Submitted answer = line();
    if (answer) {
        if (auto* accepted = std::get_if<providers::Accepted>(&*answer)) {
            co_await sink.accepted(accepted->token);
        }
    }
    const std::lock_guard lock(mutex_);
    --inside_;
    co_return answer;
}

Task<ScriptedProvider::Advanced> ScriptedProvider::advance(providers::Token, Progress progress,
                                                           Deadline, providers::Sink& sink) {
    co_await sink.progress(0.5);
    const std::lock_guard lock(mutex_);
    ++asked_;
    failures_told_.push_back(progress.failures);
    co_return next_line(advances)();
}

Task<Result<providers::Cancellation>> ScriptedProvider::cancel(providers::Token, Deadline) {
    const std::lock_guard lock(mutex_);
    ++cancelled_;
    co_return cancellation;
}

Task<Result<providers::Health>> ScriptedProvider::probe(Deadline) {
    co_return providers::Health();
}

std::optional<order::Capabilities> ScriptedProvider::capabilities(const std::string&) const {
    return std::nullopt;
}

std::vector<ScriptedProvider::Seen> ScriptedProvider::submitted() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

int ScriptedProvider::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

std::vector<int> ScriptedProvider::failures_told() const {
    const std::lock_guard lock(mutex_);
    return failures_told_;
}

int ScriptedProvider::cancelled() const {
    const std::lock_guard lock(mutex_);
    return cancelled_;
}

int ScriptedProvider::most_at_once() const {
    const std::lock_guard lock(mutex_);
    return most_inside_;
}

ScriptedProvider::Submitted painted() {
    return one_picture();
}

ScriptedProvider::Submitted taken(std::string token, Duration lasts_max) {
    return providers::Accepted{providers::Token(std::move(token)), std::chrono::seconds(1),
                               lasts_max};
}

ScriptedProvider::Submitted refused(ErrorKind kind) {
    return failed(scripted(kind));
}

ScriptedProvider::Advanced not_yet() {
    providers::Waiting waiting;
    waiting.again_in = std::chrono::seconds(2);
    return waiting;
}

ScriptedProvider::Advanced ready_now() {
    return one_picture();
}

ScriptedProvider::Advanced broken(ErrorKind kind) {
    return failed(scripted(kind));
}

}  // namespace easel::jobs::testing
