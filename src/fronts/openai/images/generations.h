#pragma once

#include <vector>

#include "fronts/openai/answer.h"
#include "net/http/route.h"

namespace easel::fronts::openai {

/// POST /v1/images/generations, also without `/v1`.
class Generations {
  public:
    struct Services {
        jobs::Engine& engine;
        const catalog::Catalog& catalog;
        AnswerServices answer;
    };
    struct Settings {
        std::size_t body_max = 32 * 1024 * 1024;
        order::Policy policy = order::Policy::lenient;  ///< when `x-easel-strict` is not sent
    };
    Generations(Services services, Settings settings)
        : use_(std::move(services)), settings_(settings) {}

    std::vector<net::http::Route> routes();

  private:
    Task<net::http::Reply> generate(net::http::Request& request);
    Task<Result<net::http::Reply>> paint(net::http::Request& request);

    Services use_;
    Settings settings_;
};

}  // namespace easel::fronts::openai
