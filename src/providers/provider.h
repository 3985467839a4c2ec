#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "async/task.h"
#include "base/deadline.h"
#include "base/file.h"
#include "base/result.h"
#include "base/strong.h"
#include "order/capabilities.h"
#include "order/checked.h"
#include "order/prompt.h"

namespace easel::providers {

/// What an upstream calls its own running work. Opaque to everyone but its provider; holds no
/// credential, since it is stored as it is.
using Token = Strong<std::string, struct TokenTag>;

/// One call for one part of a job: what to paint, in the upstream's own terms.
struct Submission {
    order::Checked<order::Prompt> prompt;
    std::string model;  ///< the upstream's name for it
    order::Fitted order;
    int count = 1;          ///< pictures in this call, at most the model's pictures_per_call
    std::string client_id;  ///< easel's id of this attempt, for upstreams that take one
    Deadline deadline;
};

/// A picture that has to be fetched.
struct PictureAddress {
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  ///< what the address needs
    std::string proxy;
    /// The address lies on an origin that the operator configured, so it may be a private one.
    /// Never true because an upstream says so.
    bool operator_origin = false;
};
/// An encoded picture in a file of its own (in memory or spooled), from offset 0.
struct PictureFile {
    Fd file;
};
/// Painted pixels, 8-bit RGBA with straight alpha, row after row, from offset 0; not yet encoded.
struct PicturePixels {
    Fd file;
    order::Size size;
};

struct Picture {
    std::variant<PictureAddress, PictureFile, PicturePixels> content;
    std::optional<std::uint64_t> seed;  ///< where the upstream tells or took one
};

/// The upstream took the work and will be asked again by token.
struct Accepted {
    Token token;
    Duration ask_in{};  ///< how long to wait before the first `advance`
    /// After this time the upstream has ended with it, whatever became of it. So long it takes up a
    /// slot if nobody waits for it any more and it cannot be cancelled.
    Duration lasts_max{};
};
struct Finished {
    std::vector<Picture> pictures;  ///< at least one
};
struct Waiting {
    Duration again_in{};  ///< the provider's own schedule
    /// Why this question told nothing, if it did not: counted in Progress::failures, and for the
    /// log.
    std::optional<Error> trouble = std::nullopt;
};

/// Where a provider reports while it works. Any method may suspend; none fails the work.
class Sink {
  public:
    virtual ~Sink() = default;
    /// Must be awaited as soon as the upstream's token is known: it returns when the token is kept,
    /// so that a crash from here on asks by token instead of buying twice.
    virtual Task<void> accepted(Token token) = 0;
    /// `fraction` 0..1; may go back, the engine keeps it rising.
    virtual Task<void> progress(double fraction) = 0;
};

enum class Cancellation { cancelled, too_late, not_possible };

struct Health {
    bool usable = true;
    std::string reason;  ///< for the operator, no secret
};

/// A kind of upstream protocol, bound to one upstream. The heart of the house: a small adapter of
/// four verbs, while the loop around them (intent, retry, polling, fetching, storing, events) is
/// written once, in `jobs`.
///
/// A provider knows no job, account, database or front; it never stores, prices, retries or sleeps.
/// One object serves all calls, from any thread. Every call is cancellable and keeps to its
/// deadline.
///
/// Errors, by kind:
///   upstream_unreachable      submit only: nothing was taken in, the engine may submit again
///   upstream_rate_limited     submit only: the same, after `retry_after`
///   upstream_outcome_unknown  may have been taken in: never submitted again blindly
///   moderation_blocked, invalid_value, upstream_auth_error   final
///   upstream_error            the upstream says that it failed: final for this attempt
///   upstream_bad_response     not understood: final for this attempt
///   generation_timeout        the deadline, or the provider's own patience, is over
///   overloaded                easel's own pool is full: nothing was begun
/// An error of `advance` is the end of the token. Whatever is worth another question is `Waiting`
/// with its `trouble`, so the provider alone says how often and how long an answer may fail to
/// come.
class Provider {
  public:
    virtual ~Provider() = default;

    /// Asks for the pictures. Synchronous upstreams answer Finished.
    virtual Task<Result<std::variant<Accepted, Finished>>> submit(Submission submission,
                                                                  Sink& sink) = 0;

    /// Asks after accepted work. `asked` counts the questions so far, `since` is the time since it
    /// was accepted: from these the provider's schedule follows without state of its own.
    struct Progress {
        int asked = 0;
        Duration since{};
        /// Questions in a row, up to now, that ended in a `trouble` of the same kind as the last
        /// one: a broken road does not use up the patience with broken answers.
        int failures = 0;
    };
    virtual Task<Result<std::variant<Waiting, Finished>>> advance(Token token, Progress progress,
                                                                  Deadline deadline,
                                                                  Sink& sink) = 0;

    virtual Task<Result<Cancellation>> cancel(Token token, Deadline deadline) = 0;

    /// Whether the upstream can be used now. Cheap, buys nothing.
    virtual Task<Result<Health>> probe(Deadline deadline) = 0;

    /// What `model` (the upstream's name) can do; nullopt for a model it does not have.
    virtual std::optional<order::Capabilities> capabilities(const std::string& model) const = 0;
};

}  // namespace easel::providers
