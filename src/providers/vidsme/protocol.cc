#include "providers/vidsme/protocol.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

#include "base/encoding.h"
#include "base/text.h"
#include "json/reader.h"

namespace easel::providers::vidsme {
namespace {

constexpr json::Limits answer_limits{.bytes = 256 * 1024, .depth = 16, .items = 2'000};
constexpr std::size_t raw_text_max = 200;
constexpr std::size_t job_id_max = 256;
constexpr std::size_t address_max = 2048;
constexpr std::string_view query_start = "?app_id=";

std::string seen(const Answer& answer) {
    // Blotted before it is cut, so that no half of a secret stays.
    const std::string body = blot(std::string(answer.body), answer.user_id);
    return "HTTP " + std::to_string(answer.status) + ": " + printable(body, raw_text_max);
}

// What both verbs can tell from the outside of an answer.
struct Opened {
    std::optional<boost::json::object> json;  ///< nullopt: not a JSON object
    std::int64_t code = 0;  ///< the JSON's own; the HTTP status if that is worse or the only one
};

Opened open(const Answer& answer) {
    Opened out;
    out.code = answer.status;
    auto parsed = json::parse_object(answer.body, answer_limits);
    if (!parsed) return out;
    out.json = std::move(*parsed);
    const auto* code = out.json->if_contains("code");
    if (code == nullptr) return out;
    if (code->is_int64()) out.code = code->get_int64();
    if (code->is_string())  // some gateways in front write numbers as text
        out.code = static_cast<std::int64_t>(parse_decimal(code->get_string()).value_or(0));
    if (out.code == 200) out.code = answer.status;
    return out;
}

// The answer's object if it says that all went well, else nullptr.
const boost::json::object* accepted(const Opened& opened) {
    const bool well = opened.json && opened.code >= 200 && opened.code < 300;
    return well ? &*opened.json : nullptr;
}

bool is(const Answer& answer, const Opened& opened, std::int64_t code) {
    return answer.status == code || (opened.json && opened.code == code);
}

// The user id, or the way to sign. A challenge page with 403 says nothing about either.
bool denied(const Answer& answer, const Opened& opened) {
    return answer.status == 401 ||
           (opened.json && (is(answer, opened, 401) || is(answer, opened, 403)));
}

Error denial(const Answer& answer) {
    return fail(ErrorKind::upstream_auth_error,
                "The image service did not accept this server's account.")
        .because(seen(answer));
}

Error rate_limit(const Answer& answer) {
    Error error =
        fail(ErrorKind::upstream_rate_limited, "The image service is busy.").because(seen(answer));
    if (const auto seconds = parse_decimal(trim(answer.retry_after)))
        error.retry_after = std::chrono::seconds(std::min<std::uint64_t>(*seconds, 3600));
    return error;
}

Error not_understood(const Answer& answer) {
    return fail(ErrorKind::upstream_bad_response,
                "The image service answered with something that is not understood.")
        .because(seen(answer));
}

Error outcome_unknown(const Answer& answer) {
    return fail(ErrorKind::upstream_outcome_unknown,
                "The image service broke off; whether it took the order is not known.")
        .because(seen(answer));
}

Error refusal(const Answer& answer) {
    return fail(ErrorKind::upstream_error, "The image service refused the order.")
        .because(seen(answer));
}

// A submission that came back without JSON: who answered decides whether anything was bought.
Error submit_without_json(const Answer& answer) {
    if (answer.status < 300) return not_understood(answer);
    // A firewall's challenge: the order never got through.
    if (answer.status == 403)
        return fail(ErrorKind::upstream_unreachable, "The image service cannot be reached now.")
            .because(seen(answer));
    return refusal(answer);
}

std::optional<std::string> job_id_in(const boost::json::object& json) {
    const auto* data = json.if_contains("data");
    if (data == nullptr || !data->is_object()) return std::nullopt;
    const auto* id = data->get_object().if_contains("job_id");
    if (id == nullptr) return std::nullopt;
    std::string text;
    if (id->is_string()) text = id->get_string();
    if (id->is_int64()) text = std::to_string(id->get_int64());
    if (id->is_uint64()) text = std::to_string(id->get_uint64());
    if (text.empty() || text.size() > job_id_max) return std::nullopt;
    return text;
}

std::string text_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    if (value == nullptr || !value->is_string()) return "";
    return std::string(trim(std::string_view(value->get_string())));
}

PollAnswer read_state(const boost::json::object& data) {
    std::string address = text_in(data, "generate_url");
    if (!address.empty()) return Ready{std::move(address)};
    std::string status = text_in(data, "status");
    if (iequals(status, "failed"))
        return Failed{
            fail(ErrorKind::upstream_error, "The image service could not make the picture.")
                .because("status: failed")};
    return Pending{printable(status, raw_text_max)};
}

bool is_absolute(std::string_view address) {
    const std::string start = to_lower(address.substr(0, 8));
    return start.starts_with("http://") || start.starts_with("https://");
}

// `https://host:port` of an absolute address.
std::string origin_of(std::string_view address) {
    const std::size_t authority = address.find("://") + 3;
    return to_lower(address.substr(0, address.find_first_of("/?#", authority)));
}

// Keeps the shape of an address and encodes what must never stand in one.
std::string clean(std::string_view address) {
    std::string out;
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        const bool unfit = byte <= 0x20 || byte >= 0x7F ||
                           std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
        out += unfit ? percent_encode(std::string_view(&c, 1)) : std::string(1, c);
    }
    return out;
}

}  // namespace

std::string blot(std::string text, std::string_view user_id) {
    for (std::size_t at = text.find(query_start); at != std::string::npos;
         at = text.find(query_start, at + 1)) {
        const std::size_t value = at + query_start.size();
        const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'<>", value), text.size());
        text.replace(value, end - value, "***");
    }
    if (user_id.empty()) return text;
    text = replace_all(std::move(text), user_id, "***");
    return replace_all(std::move(text), percent_encode(user_id), "***");
}

std::string submit_body(const Ask& ask) {
    boost::json::object body;
    body["prompt"] = ask.prompt;
    body["model"] = ask.model;
    body["user_id"] = ask.user_id;
    body["height"] = ask.size.height;
    body["width"] = ask.size.width;
    return boost::json::serialize(body);
}

std::string poll_query(std::string_view user_id, std::string_view job_id) {
    return "&user_id=" + percent_encode(user_id) + "&job_id=" + percent_encode(job_id);
}

Result<std::string> read_submit_answer(const Answer& answer) {
    const Opened opened = open(answer);
    if (const auto* json = accepted(opened)) {
        if (auto id = job_id_in(*json)) return *std::move(id);
        return failed(not_understood(answer));
    }
    if (is(answer, opened, 429)) return failed(rate_limit(answer));
    // Something broke behind the door, before the order was taken or after: only the upstream
    // knows, and it cannot be asked without a job id. Asking again might buy twice.
    if (answer.status >= 500 || (opened.code >= 500 && opened.code < 600))
        return failed(outcome_unknown(answer));
    if (denied(answer, opened)) return failed(denial(answer));
    if (!opened.json) return failed(submit_without_json(answer));
    return failed(refusal(answer));
}

PollAnswer read_poll_answer(const Answer& answer) {
    const Opened opened = open(answer);
    if (const auto* json = accepted(opened)) {
        const auto* data = json->if_contains("data");
        if (data == nullptr || data->is_null()) return Pending{};
        if (data->is_object()) return read_state(data->get_object());
        return Unclear{not_understood(answer)};
    }
    if (is(answer, opened, 429)) return Unclear{.error = rate_limit(answer), .counts = false};
    if (denied(answer, opened)) return Failed{denial(answer)};
    if (!opened.json) return Unclear{not_understood(answer)};
    return Unclear{.error = fail(ErrorKind::upstream_error,
                                 "The image service lost the order or could not say how it stands.")
                                .because(seen(answer)),
                   .back_off = false};
}

Result<PicturePlace> picture_place(std::string_view image_base_url, std::string_view generate_url) {
    if (generate_url.empty() || generate_url.size() > address_max)
        return failed(
            fail(ErrorKind::upstream_bad_response,
                 "The image service named no usable address for the picture.")
                .because("generate_url of " + std::to_string(generate_url.size()) + " bytes"));
    if (is_absolute(generate_url)) {
        const bool ours = origin_of(generate_url) == origin_of(image_base_url);
        return PicturePlace{clean(generate_url), ours};
    }
    while (image_base_url.ends_with('/'))
        image_base_url.remove_suffix(1);
    while (generate_url.starts_with('/'))
        generate_url.remove_prefix(1);
    return PicturePlace{clean(std::string(image_base_url) + '/' + std::string(generate_url)), true};
}

}  // namespace easel::providers::vidsme
