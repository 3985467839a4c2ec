#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "base/secret.h"
#include "net/fetch/client.h"
#include "providers/provider.h"
#include "providers/vidsme/schedule.h"
#include "providers/vidsme/signing.h"

namespace easel::providers::vidsme {

/// One account at vidsme. Addresses, words and keys default to nothing: configuration knows them.
struct VidsmeSettings {
    std::string base_url;        ///< up to `/v1`; submit and poll are both at `{base_url}/task`
    std::string image_base_url;  ///< what a relative `generate_url` is joined to
    std::string app_id;
    std::string static_salt;
    std::string public_key_pem;  ///< real line ends
    Secret user_id;
    std::vector<std::string> models;  ///< the upstream's own names
    std::string origin;               ///< header `Origin`; empty: not sent
    std::string referer;
    std::string user_agent;  ///< empty: `easel/<version>`
    std::vector<std::pair<std::string, Secret>> extra_headers;
    std::string proxy;                                   ///< empty: direct
    std::chrono::milliseconds request_timeout{180'000};  ///< for one call
    Polling polling;
};

/// The image service behind chatsweetie.ai: submit, then poll; three sizes; one picture a call; no
/// seed, no negative prompt, no way to cancel. Its token is the upstream's job id; the user id that
/// must go with it comes from the settings.
class Vidsme final : public Provider {
  public:
    /// References to services that outlive every provider.
    struct Services {
        net::fetch::Client& client;
        const Clock& clock;
        Rng& rng;
    };

    /// `invalid_value` on UPSTREAM_PUBLIC_KEY for a key that cannot be used.
    static Result<std::unique_ptr<Vidsme>> create(VidsmeSettings settings, Services services);

    Task<Result<std::variant<Accepted, Finished>>> submit(Submission submission,
                                                          Sink& sink) override;
    Task<Result<std::variant<Waiting, Finished>>> advance(Token token, Progress progress,
                                                          Deadline deadline, Sink& sink) override;
    /// Always `not_possible`: the upstream has no such call.
    Task<Result<Cancellation>> cancel(Token token, Deadline deadline) override;
    /// Asks after a job that does not exist: proves the way there and the signature, buys nothing.
    Task<Result<Health>> probe(Deadline deadline) override;
    std::optional<order::Capabilities> capabilities(const std::string& model) const override;

  private:
    Vidsme(VidsmeSettings settings, Signer signer, Services services);

    Deadline call_deadline(Deadline deadline) const;
    net::fetch::Request request(std::string method, std::string query, Deadline deadline) const;
    Task<Result<net::fetch::Reply>> ask_after(Token token, Deadline deadline);
    Result<std::variant<Waiting, Finished>> pending(Progress progress) const;
    Result<std::variant<Waiting, Finished>> unclear(Progress progress, Error error, bool counts,
                                                    bool back_off) const;
    Result<std::variant<Waiting, Finished>> finished(const std::string& generate_url) const;
    Error scrubbed(Error error) const;

    VidsmeSettings settings_;
    Signer signer_;
    net::fetch::Client& client_;
    const Clock& clock_;
};

}  // namespace easel::providers::vidsme
