#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_set>

#include "base/clock.h"
#include "mock/rsa_key.h"

namespace easel::mock::vidsme {

/// What a call must prove.
struct Rules {
    std::string app_id = "chatsweetie";
    std::string static_salt = "NHGNy5YFz7HeFb";
    std::chrono::seconds time_window{300};  ///< largest |now - t|; the true one is not known
    bool nonce_once = true;
    std::chrono::seconds clock_skew{0};  ///< how far the upstream's clock runs ahead
};

/// Undoes the signature of a call and checks each part of it. Any thread.
class Verifier {
  public:
    Verifier(Rules rules, const RsaKey& key, const Clock& clock)
        : rules_(std::move(rules)), key_(key), clock_(clock) {}

    /// Why a call with this query is refused; empty if it is in order. `more_skew` for this call.
    std::string refusal(const std::string& query, std::chrono::seconds more_skew = {});
    void forget_nonces();

  private:
    std::string refuse_time(const std::string& t, std::chrono::seconds more_skew) const;
    std::string refuse_sign(const std::string& query, const std::string& aes_key) const;
    bool seen_before(const std::string& nonce);

    Rules rules_;
    const RsaKey& key_;
    const Clock& clock_;
    std::mutex mutex_;  // calls come on many strands
    std::unordered_set<std::string> nonces_;
    std::deque<std::string> nonces_in_order_;
};

}  // namespace easel::mock::vidsme
