#pragma once

#include <string>
#include <vector>

#include "async/timers.h"
#include "base/rng.h"
#include "mock/fault.h"
#include "mock/http.h"
#include "mock/journal.h"
#include "mock/rsa_key.h"
#include "mock/vidsme/tasks.h"
#include "mock/vidsme/verifier.h"

namespace easel::mock::vidsme {

struct Settings {
    Rules rules;
    Tasks::Pace pace;
    Duration latency{};            ///< before every answer
    bool browser_headers = false;  ///< refuse calls without Origin and Referer
    std::string user_id;           ///< the only one that may submit; empty: any
    std::vector<std::string> models{"anime", "realistic", "hentai", "hassaku(hentai)"};
    /// What an order is called while it waits, while it is worked on, and when it is done.
    std::vector<std::string> status_words{"waiting", "processing", "success"};
};

/// The faults that a vidsme upstream can suffer, for `--help` and for parsing.
const std::vector<FaultKind>& fault_kinds();

/// Stands in for vidsme: `POST` and `GET /api/texttoimg/v1/task`, and the pictures at
/// `/aigc/<job>.png`; besides, for tests, `GET /__log`, `POST /__reset`, `POST /__script`. Checks
/// everything that the true one can check. Any thread.
class Service {
  public:
    Service(Settings settings, RsaKey key, async::Timers& timers, Rng& rng);

    Task<HttpReply> handle(HttpRequest request);

    std::string public_pem() const { return key_.public_pem(); }
    FaultBook& faults() { return faults_; }
    Journal& journal() { return journal_; }

  private:
    Task<HttpReply> upstream(HttpRequest request, std::string kind);
    HttpReply answer(const HttpRequest& request, const std::optional<Fault>& fault, Call& call);
    HttpReply submit(const HttpRequest& request, Call& call);
    HttpReply poll(const HttpRequest& request, const std::optional<Fault>& fault, Call& call);
    HttpReply picture(const HttpRequest& request, Call& call);
    std::string refuse_order(const HttpRequest& request, Order& order, Call& call) const;
    std::string refuse_call(const HttpRequest& request, const std::optional<Fault>& fault);
    HttpReply control(const HttpRequest& request);

    Settings settings_;
    RsaKey key_;
    async::Timers& timers_;
    Verifier verifier_;
    Tasks tasks_;
    FaultBook faults_;
    Journal journal_;
};

}  // namespace easel::mock::vidsme
