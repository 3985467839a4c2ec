#include "async/block_on.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

namespace easel::async {
namespace {

using Loop = std::unique_ptr<boost::asio::io_context>;

// Loops live as long as the program: whoever woke the coroutine from another thread may still be
// inside `post` when it has run to its end here. What comes late runs, harmless, on the next use.
class Loops {
  public:
    Loop take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return std::make_unique<boost::asio::io_context>();
        Loop loop = std::move(idle_.back());
        idle_.pop_back();
        return loop;
    }
    void give_back(Loop loop) {
        loop->restart();
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(loop));
    }
    static Loops& of_the_program() {
        // Never destroyed: threads may outlive main's statics.
        static auto* loops = new Loops;  // lint: allow(naked-new) lives as long as the program
        return *loops;
    }

  private:
    std::mutex mutex_;  // any thread may block
    std::vector<Loop> idle_;
};

}  // namespace

void block_on(Task<void> task) {
    Loop loop = Loops::of_the_program().take();
    std::exception_ptr error;
    boost::asio::co_spawn(*loop, std::move(task), [&](std::exception_ptr e) { error = e; });
    loop->run();
    Loops::of_the_program().give_back(std::move(loop));
    if (error) std::rethrow_exception(error);
}

}  // namespace easel::async
