#include "isolate/child/serve.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/text.h"
#include "isolate/child/filter.h"
#include "isolate/frame.h"
#include "isolate/process.h"

namespace easel::isolate {
namespace {

constexpr int orphaned = 2;
constexpr int not_ready = 3;
constexpr int lost = 4;

void tie_to_parent(int argc, char** argv) {
    const std::string_view parent = argc == 2 ? argv[1] : "";
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) ::_exit(orphaned);
    // The parent may have died before the line above; then somebody else has adopted us.
    if (parse_decimal(parent) != static_cast<std::uint64_t>(::getppid())) ::_exit(orphaned);
}

void say(std::uint64_t call, const std::string& body) {
    if (send_frame(child_socket, call, body, {}) != Transfer::done) ::_exit(lost);
}

}  // namespace

void serve(int argc, char** argv, Service service) {
    tie_to_parent(argc, argv);
    std::string problem = service.prepare();
    if (problem.empty()) problem = set_filter();
    say(0, problem);
    if (!problem.empty()) ::_exit(not_ready);
    for (;;) {
        Frame frame;
        const Transfer transfer = receive_frame(child_socket, Files::accept, frame);
        // Not exit(): destructors of libraries may want calls that the filter forbids.
        if (transfer == Transfer::ended) ::_exit(0);
        if (transfer != Transfer::done) ::_exit(lost);
        say(frame.call, service.answer(std::move(frame.body), std::move(frame.files)));
    }
}

}  // namespace easel::isolate
