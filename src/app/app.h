#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "config/settings.h"

namespace easel::app {

/// The whole server as one object. Made, started, run and stopped by one thread.
class App {
  public:
    /// Builds every room from the settings. Errors carry a message for the operator.
    static Result<std::unique_ptr<App>> create(config::Settings settings);
    ~App();

    /// Begins to listen.
    Result<void> start();
    std::uint16_t port() const;
    /// The administrator's key, if this start made it: to be shown once.
    const std::optional<Secret>& made_key() const;
    std::string default_model() const;

    /// Returns on SIGTERM or SIGINT with everything stopped in order: listener, jobs, children. A
    /// second signal ends the process at once with status 130.
    void run_until_signal();

  private:
    struct World;
    explicit App(std::unique_ptr<World> world);
    std::unique_ptr<World> world_;
};

}  // namespace easel::app
