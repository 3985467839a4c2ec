#pragma once

#include <chrono>
#include <vector>

#include "async/timers.h"
#include "base/rng.h"
#include "fronts/openai/chat/render.h"
#include "net/http/route.h"

namespace easel::fronts::openai {

/// POST /v1/chat/completions, also without `/v1`: painting for clients that can only chat.
class Chat {
  public:
    struct Services {
        jobs::Engine& engine;
        const catalog::Catalog& catalog;
        async::Timers& timers;
        Rng& rng;
        AnswerServices answer;
    };
    struct Settings {
        std::size_t body_max = 32 * 1024 * 1024;
        order::Policy policy = order::Policy::lenient;
        bool canned_replies = true;  ///< answer side tasks of chat interfaces without painting
        std::chrono::milliseconds heartbeat{10'000};
    };
    Chat(Services services, Settings settings) : use_(std::move(services)), settings_(settings) {}

    std::vector<net::http::Route> routes();

  private:
    struct Running {
        ChatRequest request;
        Completion completion;
        JobId job;
        std::string base;
    };
    Task<net::http::Reply> complete(net::http::Request& request);
    Task<Result<net::http::Reply>> answer(net::http::Request& request);
    Task<Result<net::http::Reply>> answer_at_once(const Running& running, std::string text);
    Task<net::http::Reply> answer_whole(Running running);
    Task<void> stream(Running running, net::http::StreamWriter& writer);
    Task<Result<void>> tell(Running running, net::http::StreamWriter& writer);
    Task<Result<void>> stream_images(const Running& running, const Outcome& outcome,
                                     net::http::StreamWriter& writer);
    Task<Result<jobs::Snapshot>> wait_with_heartbeat(JobId id, net::http::StreamWriter& writer);

    Services use_;
    Settings settings_;
};

}  // namespace easel::fronts::openai
