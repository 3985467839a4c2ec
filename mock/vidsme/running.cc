#include "mock/vidsme/running.h"

#include "async/testing/run.h"

namespace easel::mock::vidsme {

Result<std::unique_ptr<Running>> Running::start(Settings settings, RsaKey key,
                                                const std::string& address, std::uint16_t port,
                                                async::Timers& timers, Rng& rng, unsigned threads) {
    std::unique_ptr<Running> running(
        new Running(std::move(settings), std::move(key), address, timers, rng, threads));
    CHECK_OK(running->listener_.start(address, port));
    return running;
}

Running::Running(Settings settings, RsaKey key, std::string address, async::Timers& timers,
                 Rng& rng, unsigned threads)
    : address_(std::move(address)),
      service_(std::move(settings), std::move(key), timers, rng),
      runtime_(threads),
      listener_(runtime_.executor(), timers,
                [this](HttpRequest request) { return service_.handle(std::move(request)); }) {}

Running::~Running() {
    async::testing::run(listener_.stop());
}

std::string Running::origin() const {
    return "http://" + address_ + ':' + std::to_string(port());
}

std::string Running::base_url() const {
    return origin() + "/api/texttoimg/v1";
}

}  // namespace easel::mock::vidsme
