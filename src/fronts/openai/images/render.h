#pragma once

#include "fronts/openai/answer.h"

namespace easel::fronts::openai {

/// The answer of POST /v1/images/generations (contract section 1.4), with the top-level `easel`
/// object. Pixels are pieces of the reply, never of a JSON tree.
Task<Result<net::http::Reply>> render_images(const Outcome& outcome, catalog::Delivery delivery,
                                             const AnswerServices& services, std::string base);

}  // namespace easel::fronts::openai
