#include "mock/vidsme/verifier.h"

#include <algorithm>
#include <cstdlib>

#include "base/encoding.h"
#include "base/text.h"
#include "mock/http.h"

namespace easel::mock::vidsme {
namespace {

constexpr std::size_t nonces_max = 20'000;

bool is_key(std::string_view text) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return text.size() == 16 && std::ranges::all_of(text, letter);
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex =
            std::string_view("0123456789abcdef").find(text[i]) != std::string_view::npos;
        if (dash ? text[i] != '-' : !hex) return false;
    }
    return text[14] == '4';
}

}  // namespace

std::string Verifier::refusal(const std::string& query, std::chrono::seconds more_skew) {
    for (const char* name : {"app_id", "t", "nonce", "sign", "secret_key"})
        if (form_value(query, name).empty()) return std::string("missing ") + name;
    if (form_value(query, "app_id") != rules_.app_id) return "unknown app_id";
    if (auto reason = refuse_time(form_value(query, "t"), more_skew); !reason.empty())
        return reason;
    const std::string nonce = form_value(query, "nonce");
    if (!is_uuid(nonce)) return "nonce is no UUIDv4";
    const auto wrapped = from_base64(form_value(query, "secret_key"));
    if (!wrapped || wrapped->size() != 128) return "secret_key is not the base64 of 128 bytes";
    const std::string aes_key = key_.decrypt(*wrapped).value_or("");
    if (!is_key(aes_key)) return "secret_key does not hold a key";
    if (auto reason = refuse_sign(query, aes_key); !reason.empty()) return reason;
    // Last, so that a refused call does not use its nonce up.
    return seen_before(nonce) ? "nonce used before" : "";
}

std::string Verifier::refuse_time(const std::string& t, std::chrono::seconds more_skew) const {
    const auto seconds = parse_decimal(t);
    if (!seconds) return "t is no number of seconds";
    const std::int64_t now = clock_.unix_seconds() + (rules_.clock_skew + more_skew).count();
    const std::int64_t off = std::llabs(now - static_cast<std::int64_t>(*seconds));
    return off > rules_.time_window.count() ? "t is out of the window" : "";
}

std::string Verifier::refuse_sign(const std::string& query, const std::string& aes_key) const {
    const auto sealed = from_base64(form_value(query, "sign"));
    const auto message = sealed ? decrypt_cbc(aes_key, aes_key, *sealed) : std::nullopt;
    if (!message) return "sign cannot be decrypted";
    const auto parts = split(*message, ':');
    if (parts.size() != 5) return "sign does not have five parts";
    if (parts[0] != rules_.app_id) return "sign has another app_id";
    if (parts[1] != rules_.static_salt) return "sign has another salt";
    if (parts[2] != form_value(query, "t")) return "sign has another t";
    if (parts[3] != form_value(query, "nonce")) return "sign has another nonce";
    if (parts[4] != form_value(query, "secret_key")) return "sign has another secret_key";
    return "";
}

bool Verifier::seen_before(const std::string& nonce) {
    if (!rules_.nonce_once) return false;
    const std::lock_guard lock(mutex_);
    if (!nonces_.insert(nonce).second) return true;
    nonces_in_order_.push_back(nonce);
    if (nonces_in_order_.size() > nonces_max) {
        nonces_.erase(nonces_in_order_.front());
        nonces_in_order_.pop_front();
    }
    return false;
}

void Verifier::forget_nonces() {
    const std::lock_guard lock(mutex_);
    nonces_.clear();
    nonces_in_order_.clear();
}

}  // namespace easel::mock::vidsme
