#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "order/size.h"

namespace easel::providers::vidsme {

// What goes over the wire to vidsme and back, as pure functions: no clock, no socket, no secret
// besides the user id that the caller passes in. Source of all facts: the two public clients named
// in signing.h; the upstream publishes nothing. Every answer may be anything: JSON is an option.

struct Ask {
    std::string_view prompt;
    std::string_view model;
    std::string_view user_id;
    order::Size size;
};

/// Body of `POST {base}/task`.
std::string submit_body(const Ask& ask);

/// What follows the signature in `GET {base}/task?…`.
std::string poll_query(std::string_view user_id, std::string_view job_id);

/// An HTTP answer of the upstream.
struct Answer {
    int status = 0;
    std::string_view body;
    std::string_view retry_after;  ///< the header, empty if absent
    std::string_view user_id;      ///< blotted out of what errors keep of the body
};

/// `text` without the user id, plain or percent-encoded, and without the signed query of an
/// address: for everything that goes into a log.
std::string blot(std::string text, std::string_view user_id);

/// The job id of an accepted submission. Errors: `upstream_unreachable` and `upstream_rate_limited`
/// where nothing was bought, `upstream_outcome_unknown` where that cannot be told,
/// `upstream_auth_error`, `upstream_error` (refused), `upstream_bad_response`.
Result<std::string> read_submit_answer(const Answer& answer);

struct Pending {
    std::string status;  ///< the upstream's word, for the log
};
struct Ready {
    std::string generate_url;
};
/// Nothing was learned. `counts`: too many in a row end the work; a rate limit never does.
struct Unclear {
    Error error;
    bool counts = true;
    bool back_off = true;
};
struct Failed {
    Error error;
};
using PollAnswer = std::variant<Pending, Ready, Unclear, Failed>;

PollAnswer read_poll_answer(const Answer& answer);

/// Where a finished picture lies.
struct PicturePlace {
    std::string url;
    bool on_image_host = false;  ///< under the configured prefix's own origin
};

/// Joins the configured prefix and `generate_url` with a single slash; an absolute http(s) address
/// is taken as it is. A relative one cannot leave the configured host. `upstream_bad_response` for
/// one that is empty or above 2048 bytes.
Result<PicturePlace> picture_place(std::string_view image_base_url, std::string_view generate_url);

}  // namespace easel::providers::vidsme
