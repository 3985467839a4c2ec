#include "providers/testing/contract.h"
#include "async/testing/fake_timers.h"
#include "mock/vidsme/running.h"
#include "providers/sketch/sketch.h"
#include "providers/vidsme/vidsme.h"

// The list of all kinds of providers, each with what the contract needs to try it.

namespace easel::providers::testing {
namespace {

using namespace std::chrono_literals;
using easel::async::testing::FakeTimers;

class SketchRig final : public ContractRig {
  public:
    std::unique_ptr<Provider> make_provider() override {
        return std::make_unique<sketch::Sketch>(sketch::Sketch::Services{pool_, timers_, rng_});
    }
    std::string model() const override { return sketch::Sketch::model_name; }
    async::Timers& timers() override { return timers_; }
    bool hold_answers() override { return false; }
    bool talk_nonsense() override { return false; }

  private:
    FakeTimers timers_;
    SeededRng rng_{5};
    async::Offload pool_{1, 8};
};

class VidsmeRig final : public ContractRig {
  public:
    VidsmeRig() {
        timers_.skip_sleeps_below(std::chrono::hours(1));
        mock::vidsme::Settings settings;
        settings.pace = {0ms, 2};
        settings.rules.time_window = 24h;
        upstream_ =
            mock::vidsme::Running::start(std::move(settings), mock::RsaKey::generate().value(),
                                         "127.0.0.1", 0, upstream_timers_, rng_)
                .value();
    }
    std::unique_ptr<Provider> make_provider() override {
        vidsme::VidsmeSettings settings;
        settings.base_url = upstream_->base_url();
        settings.image_base_url = upstream_->origin();
        settings.app_id = "chatsweetie";
        settings.static_salt = "NHGNy5YFz7HeFb";
        settings.public_key_pem = upstream_->service().public_pem();
        settings.user_id = Secret("0123456789abcdef");
        settings.models = {"anime"};
        return vidsme::Vidsme::create(std::move(settings), {client_, timers_, rng_}).value();
    }
    std::string model() const override { return "anime"; }
    async::Timers& timers() override { return timers_; }
    bool hold_answers() override { return suffer("delay@submit"); }
    bool talk_nonsense() override { return suffer("wrong_type@submit:times=0"); }

  private:
    bool suffer(std::string_view fault) {
        upstream_->service().faults().add(
            mock::parse_fault(fault, mock::vidsme::fault_kinds()).value());
        return true;
    }

    FakeTimers timers_;
    FakeTimers upstream_timers_;  // stands still: who sleeps there sleeps until the end
    SystemRng rng_;
    async::Runtime runtime_{1};
    net::fetch::Client client_{runtime_.executor(), timers_, {}};
    std::unique_ptr<mock::vidsme::Running> upstream_;
};

template <class Rig>
RigMaker maker() {
    return [] { return std::make_unique<Rig>(); };
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(sketch, ProviderContract, ::testing::Values(maker<SketchRig>()));
INSTANTIATE_TEST_SUITE_P(vidsme, ProviderContract, ::testing::Values(maker<VidsmeRig>()));

}  // namespace easel::providers::testing
