#include "net/fetch/url_parts.h"

#include <curl/curl.h>

#include <memory>

#include "base/text.h"

namespace easel::net::fetch {
namespace {

constexpr std::size_t url_bytes_max = 16 * 1024;

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Error bad_url() {
    return fail(ErrorKind::invalid_value, "The address is not a valid http(s) URL.");
}

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    const unsigned flags = which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    std::string value(text);
    curl_free(text);
    return value;
}

bool set(CURLU* url, const std::string& text) {
    if (text.empty() || text.size() > url_bytes_max) return false;
    if (text.find('\0') != std::string::npos) return false;
    return curl_url_set(url, CURLUPART_URL, text.c_str(), CURLU_URLENCODE) == CURLUE_OK;
}

bool is_http(CURLU* url) {
    const std::string scheme = to_lower(part(url, CURLUPART_SCHEME));
    return scheme == "http" || scheme == "https";
}

}  // namespace

Result<UrlParts> parse_url(const std::string& url) {
    const Url parsed(curl_url(), curl_url_cleanup);
    if (!set(parsed.get(), url) || !is_http(parsed.get())) return failed(bad_url());
    UrlParts parts;
    parts.scheme = to_lower(part(parsed.get(), CURLUPART_SCHEME));
    parts.host = to_lower(part(parsed.get(), CURLUPART_HOST));
    parts.port = part(parsed.get(), CURLUPART_PORT);
    parts.has_user = !part(parsed.get(), CURLUPART_USER).empty() ||
                     !part(parsed.get(), CURLUPART_PASSWORD).empty();
    if (parts.host.empty()) return failed(bad_url());
    return parts;
}

Result<std::string> resolve_url(const std::string& base, const std::string& reference) {
    const Url url(curl_url(), curl_url_cleanup);
    if (!set(url.get(), base) || !set(url.get(), reference) || !is_http(url.get()))
        return failed(bad_url());
    std::string whole = part(url.get(), CURLUPART_URL);
    if (whole.empty() || whole.size() > url_bytes_max) return failed(bad_url());
    return whole;
}

}  // namespace easel::net::fetch
