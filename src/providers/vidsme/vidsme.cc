#include "providers/vidsme/vidsme.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"
#include "providers/vidsme/protocol.h"

namespace easel::providers::vidsme {
namespace {

using Submitted = std::variant<Accepted, Finished>;
using Advanced = std::variant<Waiting, Finished>;

// All sizes that are known to work; `auto` is the first, which the predecessor fell back to.
const order::ListedSizes sizes{{{512, 768}, {512, 512}, {768, 512}}};

constexpr std::size_t answer_bytes_max = 256 * 1024;

Error too_late() {
    return fail(ErrorKind::generation_timeout, "The image service did not finish in time.");
}

}  // namespace

Result<std::unique_ptr<Vidsme>> Vidsme::create(VidsmeSettings settings, Services services) {
    TRY(Signer signer,
        Signer::create({settings.app_id, settings.static_salt, settings.public_key_pem},
                       services.clock, services.rng));
    while (settings.base_url.ends_with('/'))
        settings.base_url.pop_back();
    if (settings.user_agent.empty()) settings.user_agent = "easel/" EASEL_VERSION;
    return std::unique_ptr<Vidsme>(new Vidsme(std::move(settings), std::move(signer), services));
}

Vidsme::Vidsme(VidsmeSettings settings, Signer signer, Services services)
    : settings_(std::move(settings)),
      signer_(std::move(signer)),
      client_(services.client),
      clock_(services.clock) {}

Deadline Vidsme::call_deadline(Deadline deadline) const {
    return earlier(deadline, Deadline::in(settings_.request_timeout, clock_));
}

net::fetch::Request Vidsme::request(std::string method, std::string query,
                                    Deadline deadline) const {
    net::fetch::Request request;
    request.method = std::move(method);
    request.url = settings_.base_url + "/task?" + std::move(query);
    request.headers.emplace_back("User-Agent", settings_.user_agent);
    if (!settings_.origin.empty()) request.headers.emplace_back("Origin", settings_.origin);
    if (!settings_.referer.empty()) request.headers.emplace_back("Referer", settings_.referer);
    for (const auto& [name, value] : settings_.extra_headers)
        request.headers.emplace_back(name, value.reveal());
    request.proxy = settings_.proxy;
    request.deadline = call_deadline(deadline);
    request.first_byte_time = settings_.request_timeout;
    request.body_max = answer_bytes_max;
    return request;
}

// The HTTP client may quote the address, and the address of a question holds the user id.
Error Vidsme::scrubbed(Error error) const {
    error.detail = blot(std::move(error.detail), settings_.user_id.reveal());
    error.message = blot(std::move(error.message), settings_.user_id.reveal());
    return error;
}

Task<Result<Submitted>> Vidsme::submit(Submission submission, Sink& sink) {
    EASEL_ASSERT(submission.count == 1);
    if (submission.deadline.passed(clock_)) co_return failed(too_late());
    CO_TRY(std::string proof, signer_.query());
    auto call = request("POST", std::move(proof), submission.deadline);
    call.headers.emplace_back("Content-Type", "application/json");
    call.body = submit_body({.prompt = submission.prompt->text,
                             .model = submission.model,
                             .user_id = settings_.user_id.reveal(),
                             .size = submission.order.size});
    auto reply = co_await client_.send(std::move(call));
    if (!reply) {
        Error error = scrubbed(std::move(reply).error());
        // Only this one call is over; the order may well have been taken.
        if (error.kind == ErrorKind::generation_timeout && !submission.deadline.passed(clock_))
            error.kind = ErrorKind::upstream_outcome_unknown;
        // An address or a proxy of the configuration that cannot be used is nothing a caller could
        // mend.
        if (error.kind == ErrorKind::invalid_value) error.kind = ErrorKind::upstream_error;
        co_return failed(std::move(error));
    }
    const std::string retry_after = reply->header("retry-after");
    CO_TRY(std::string job_id, read_submit_answer({reply->status, reply->body, retry_after,
                                                   settings_.user_id.reveal()}));
    const Token token(std::move(job_id));
    co_await sink.accepted(token);
    co_return Accepted{token, settings_.polling.first, settings_.polling.timeout};
}

Task<Result<net::fetch::Reply>> Vidsme::ask_after(Token token, Deadline deadline) {
    CO_TRY(std::string query, signer_.query());
    query += poll_query(settings_.user_id.reveal(), token.get());
    auto reply = co_await client_.send(request("GET", std::move(query), deadline));
    if (!reply) co_return failed(scrubbed(std::move(reply).error()));
    co_return reply;
}

Task<Result<Advanced>> Vidsme::advance(Token token, Progress progress, Deadline deadline, Sink&) {
    if (deadline.passed(clock_)) co_return failed(too_late());
    const auto reply = co_await ask_after(std::move(token), deadline);
    if (!reply) {
        if (deadline.passed(clock_)) co_return failed(too_late());
        // The road is broken, not the work: until the time is over it can be asked again.
        const bool counts = reply.error().kind == ErrorKind::upstream_bad_response;
        co_return unclear(progress, reply.error(), counts, true);
    }
    const std::string retry_after = reply->header("retry-after");
    auto answer =
        read_poll_answer({reply->status, reply->body, retry_after, settings_.user_id.reveal()});
    if (const auto* ready = std::get_if<Ready>(&answer)) co_return finished(ready->generate_url);
    if (auto* error = std::get_if<Failed>(&answer)) co_return failed(std::move(error->error));
    if (auto* trouble = std::get_if<Unclear>(&answer))
        co_return unclear(progress, std::move(trouble->error), trouble->counts, trouble->back_off);
    co_return pending(progress);
}

Result<Advanced> Vidsme::pending(Progress progress) const {
    const Duration wait = next_wait(settings_.polling, progress.since);
    if (wait <= Duration::zero()) return failed(too_late());
    return Waiting{wait};
}

Result<Advanced> Vidsme::unclear(Progress progress, Error error, bool counts, bool back_off) const {
    const int failures = progress.failures + 1;
    if (counts && failures >= settings_.polling.failures_max) return failed(std::move(error));
    Duration wait = back_off ? wait_after_trouble(settings_.polling, progress.since, failures)
                             : next_wait(settings_.polling, progress.since);
    if (wait <= Duration::zero()) return failed(too_late().because(error.detail));
    if (error.retry_after) {
        const Duration left = settings_.polling.timeout - progress.since;
        wait = std::clamp<Duration>(*error.retry_after, wait, left);
    }
    return Waiting{wait, std::move(error)};
}

Result<Advanced> Vidsme::finished(const std::string& generate_url) const {
    TRY(PicturePlace place, picture_place(settings_.image_base_url, generate_url));
    PictureAddress address;
    address.url = std::move(place.url);
    address.proxy = settings_.proxy;
    address.operator_origin = place.on_image_host;
    Finished done;
    done.pictures.push_back(Picture{std::move(address), std::nullopt});
    return done;
}

Task<Result<Cancellation>> Vidsme::cancel(Token, Deadline) {
    co_return Cancellation::not_possible;
}

Task<Result<Health>> Vidsme::probe(Deadline deadline) {
    const auto reply = co_await ask_after(Token("probe"), deadline);
    if (!reply) co_return Health{false, reply.error().message};
    const std::string retry_after = reply->header("retry-after");
    const auto answer =
        read_poll_answer({reply->status, reply->body, retry_after, settings_.user_id.reveal()});
    if (const auto* error = std::get_if<Failed>(&answer))
        co_return Health{error->error.kind != ErrorKind::upstream_auth_error, error->error.message};
    // A plain "no such job" is as good as an answer gets here.
    if (const auto* trouble = std::get_if<Unclear>(&answer))
        if (trouble->error.kind != ErrorKind::upstream_error)
            co_return Health{false, trouble->error.message};
    co_return Health{};
}

std::optional<order::Capabilities> Vidsme::capabilities(const std::string& model) const {
    if (std::ranges::find(settings_.models, model) == settings_.models.end()) return std::nullopt;
    order::Capabilities capabilities;
    capabilities.sizes = sizes;
    return capabilities;
}

}  // namespace easel::providers::vidsme
