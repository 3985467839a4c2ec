#include <curl/curl.h>

#include <string>

#include "base/text.h"
#include "net/fetch/failure_impl.h"
#include "net/fetch/request_rules.h"

namespace easel::net::fetch {
namespace {

constexpr std::size_t detail_bytes_max = 300;

std::string_view why(Stop stop) {
    switch (stop) {
        case Stop::deadline:
            return "deadline";
        case Stop::first_byte_late:
            return "no answer within the first-byte time";
        case Stop::silence:
            return "silence inside the answer";
        case Stop::body_too_large:
            return "body above the limit";
        case Stop::head_too_large:
            return "head above the limit";
        case Stop::resend_refused:
            return "a kept-alive connection died under the request";
        case Stop::address_refused:
            return "address is not public";
        default:
            return "";
    }
}

std::string detail(const Failure& f) {
    std::string text(why(f.stop));
    if (f.stop == Stop::none && f.curl_code == CURLE_OK) {
        text =
            "the connection ended inside the head";  // which curl takes for an end like any other
    } else if (f.stop == Stop::none) {
        text = "curl " + std::to_string(f.curl_code) + ": ";
        text += f.curl_text.empty() ? curl_easy_strerror(static_cast<CURLcode>(f.curl_code))
                                    : f.curl_text;
    }
    text += f.sent ? ", after sending" : ", before sending";
    if (f.status != 0) text += ", status " + std::to_string(f.status);
    return printable(text, detail_bytes_max);
}

/// Faults of the request itself, found before anything was connected. Some of curl's words for
/// these quote what they were given, so they are left out.
bool cannot_be_sent(int code) {
    return code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL ||
           code == CURLE_LOGIN_DENIED || code == CURLE_BAD_FUNCTION_ARGUMENT;
}

bool breaks_http(const Failure& f) {
    switch (f.curl_code) {
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:  // an answer without a status line, or of another HTTP
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_OUT_OF_MEMORY:  // a header line above curl's own limit
            return true;
        case CURLE_RECV_ERROR:  // has no code of its own
            return f.curl_text.find("chunk") != std::string_view::npos;
        default:
            return false;
    }
}

Error before_sending(Failure f) {
    if (cannot_be_sent(f.curl_code)) {
        f.curl_text = {};
        return fail(ErrorKind::invalid_value, "The request to the upstream cannot be sent.")
            .because(detail(f));
    }
    if (f.curl_code == CURLE_COULDNT_RESOLVE_PROXY) f.curl_text = {};
    return fail(ErrorKind::upstream_unreachable, "The upstream could not be reached.")
        .because(detail(f));
}

Error bad_response(const Failure& f) {
    return fail(ErrorKind::upstream_bad_response, "The upstream's answer cannot be used.")
        .because(detail(f));
}

}  // namespace

Error to_error(const Failure& f) {
    switch (f.stop) {
        case Stop::deadline:
            return fail(ErrorKind::generation_timeout, "The upstream did not answer in time.")
                .because(detail(f));
        case Stop::address_refused:
            return address_refused().because(detail(f));
        case Stop::body_too_large:
        case Stop::head_too_large:
            return bad_response(f);
        default:
            break;
    }
    if (!f.sent) return before_sending(f);
    if (f.stop == Stop::none && breaks_http(f)) return bad_response(f);
    return fail(ErrorKind::upstream_outcome_unknown,
                "The connection to the upstream broke before its answer was complete.")
        .because(detail(f));
}

}  // namespace easel::net::fetch
