#include "app/app.h"

#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <future>
#include <thread>

#include "accounts/keys.h"
#include "app/data_dir.h"
#include "app/kept_secrets.h"
#include "app/models.h"
#include "app/upstreams.h"
#include "async/block_on.h"
#include "async/runtime.h"
#include "blobs/fs/fs_store.h"
#include "fronts/error_reply.h"
#include "fronts/files/files.h"
#include "fronts/gate.h"
#include "fronts/openai/chat/chat.h"
#include "fronts/openai/images/generations.h"
#include "fronts/openai/models/models.h"
#include "fronts/ops/ops.h"
#include "fronts/ui/welcome.h"
#include "jobs/engine.h"
#include "jobs/memory_store.h"
#include "net/http/server.h"
#include "observe/log.h"

namespace easel::app {
namespace {

constexpr unsigned disk_threads = 4;
constexpr std::size_t disk_pending_max = 4096;
constexpr std::size_t painting_pending_max = 4096;

unsigned cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

// No more connections than there are descriptors for, with enough left for everything else:
// upstreams, pictures, children. Connections beyond that would take those away from the work.
std::size_t connections_that_fit(std::size_t wanted) {
    constexpr rlim_t other_descriptors = 256;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return wanted;
    const rlim_t fit = files.rlim_cur - std::min(files.rlim_cur / 2, other_descriptors);
    if (wanted <= fit) return wanted;
    observe::log(observe::Level::warn, "fewer connections than configured: too few descriptors",
                 {{"wanted", wanted}, {"possible", fit}, {"descriptors", files.rlim_cur}});
    return fit;
}

net::http::Limits limits_of(const config::Http& http) {
    net::http::Limits limits;
    limits.header_time = http.header_timeout;
    limits.header_bytes_max = http.max_header_bytes;
    limits.header_fields_max = static_cast<std::size_t>(http.max_headers);
    limits.body_idle_time = http.body_idle_timeout;
    limits.body_rate_min = http.min_body_rate;
    limits.body_rate_window = http.body_rate_window;
    limits.write_idle_time = http.write_timeout;
    limits.keep_alive_time = http.keep_alive_timeout;
    limits.body_max = http.max_body_bytes;
    limits.connections_max = connections_that_fit(static_cast<std::size_t>(http.max_connections));
    limits.connections_per_address_max = static_cast<std::size_t>(http.max_connections_per_client);
    return limits;
}

net::http::ServerSettings server_settings(const config::Settings& settings) {
    net::http::ServerSettings server;
    server.address = settings.server.listen.host;
    server.port = settings.server.listen.port;
    server.limits = limits_of(settings.http);
    for (const config::Network& proxy : settings.server.trusted_proxies)
        server.trusted_proxies.push_back(config::to_text(proxy));
    server.cors_origins = settings.http.cors_origins;
    // Where no key is asked for, `*` would let any web page paint here.
    if (settings.keys.no_auth) std::erase(server.cors_origins, "*");
    server.access_log = settings.log.access;
    return server;
}

order::Policy policy_of(const config::OpenAi& openai) {
    return openai.strict ? order::Policy::strict : order::Policy::lenient;
}

// `nohup` asks for just this: to live on when the terminal goes away.
bool ignored(int signal) {
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

template <class Front>
void add_routes(std::vector<net::http::Route>& table, Front& front) {
    for (net::http::Route& route : front.routes())
        table.push_back(std::move(route));
}

}  // namespace

// Members stand in the order of building; they end in the opposite one.
struct App::World {
    World(config::Settings s, DataDir dir) : settings(std::move(s)), data(std::move(dir)) {}
    // Also where a start failed half-way: what was built may have spawned, and has to be waited
    // for.
    ~World() { end(); }

    Result<void> build();
    Result<void> build_jobs();
    void build_fronts();
    std::vector<net::http::Route> routes();
    Task<void> stop();
    void end();

    config::Settings settings;
    DataDir data;

    async::SystemTimers timers;
    SystemRng rng;
    observe::Metrics metrics;
    async::Runtime runtime{
        settings.server.threads > 0 ? static_cast<unsigned>(settings.server.threads) : cores()};
    boost::asio::signal_set signals{runtime.executor()};
    async::Offload disk{disk_threads, disk_pending_max};
    async::Offload painting{cores(), painting_pending_max};

    std::unique_ptr<accounts::Keys> keys;
    std::optional<accounts::NewKey> made_key;
    std::unique_ptr<moderation::Guard> guard;
    std::unique_ptr<gallery::Links> links;
    std::unique_ptr<blobs::FsStore> blobs;
    net::fetch::Client client{
        runtime.executor(),
        timers,
        {.user_agent = "easel/" EASEL_VERSION, .connections_per_host_max = 64}};
    std::unique_ptr<images::Pixels> pixels;
    std::unique_ptr<catalog::Catalog> catalog;
    std::unique_ptr<jobs::MemoryStore> jobs;
    std::unique_ptr<jobs::Pictures> pictures;
    std::unique_ptr<jobs::Engine> engine;

    std::unique_ptr<fronts::openai::Generations> generations;
    std::unique_ptr<fronts::openai::Chat> chat;
    std::unique_ptr<fronts::openai::Models> models;
    std::unique_ptr<fronts::files::Files> files;
    std::unique_ptr<fronts::ops::Ops> ops;
    std::unique_ptr<fronts::ui::Welcome> welcome;
    std::unique_ptr<fronts::KeyGate> gate;
    std::unique_ptr<net::http::Server> server;
    bool ended = false;
};

Result<void> App::World::build() {
    accounts::Keys::Settings access{data.path(), std::nullopt, settings.keys.no_auth};
    if (!settings.keys.master.empty()) access.master_key = settings.keys.master;
    TRY(accounts::Keys::Opened opened, accounts::Keys::open(std::move(access), rng, timers));
    keys = std::move(opened.keys);
    made_key = std::move(opened.made);

    TRY(moderation::Guard checker, moderation::Guard::create({settings.safety.extra_terms}));
    guard = std::make_unique<moderation::Guard>(std::move(checker));
    TRY(Secret signing, link_secret(data.path(), rng));
    links = std::make_unique<gallery::Links>(
        std::move(signing), std::chrono::ceil<std::chrono::seconds>(settings.files.link_lifetime),
        timers);
    TRY(blobs, blobs::FsStore::create(data.path(), disk));
    images::PixelsSettings pixel_settings;
    pixel_settings.children_max = cores();
    pixels =
        std::make_unique<images::Pixels>(runtime.executor(), timers, metrics, disk, pixel_settings);

    CHECK_OK(build_jobs());
    build_fronts();
    return {};
}

Result<void> App::World::build_jobs() {
    TRY(auto configured, make_upstreams(settings, data.path(), {client, timers, rng, painting}));
    catalog = make_catalog(settings, configured);
    std::vector<std::unique_ptr<jobs::Upstream>> upstreams;
    for (ConfiguredUpstream& c : configured)
        upstreams.push_back(std::move(c.upstream));

    jobs =
        std::make_unique<jobs::MemoryStore>(static_cast<std::size_t>(settings.jobs.keep_finished));
    jobs::Pictures::Settings picture_settings;
    picture_settings.picture_bytes_max = settings.files.max_download_bytes;
    pictures = std::make_unique<jobs::Pictures>(
        jobs::Pictures::Services{timers, disk, client, *blobs, *pixels}, picture_settings);
    jobs::Engine::Settings engine_settings;
    engine_settings.deadline = settings.jobs.deadline;
    engine_settings.parts_max = static_cast<std::size_t>(settings.jobs.max_queued);
    engine = std::make_unique<jobs::Engine>(
        jobs::Engine::Services{runtime.executor(), timers, rng, metrics, *catalog, *guard, *jobs,
                               *pictures},
        engine_settings, std::move(upstreams));
    return {};
}

void App::World::build_fronts() {
    const fronts::openai::AnswerServices answer{*links, *blobs, settings.server.public_url};
    const auto policy = policy_of(settings.openai);
    generations = std::make_unique<fronts::openai::Generations>(
        fronts::openai::Generations::Services{*engine, *catalog, answer},
        fronts::openai::Generations::Settings{settings.http.max_json_bytes, policy});
    chat = std::make_unique<fronts::openai::Chat>(
        fronts::openai::Chat::Services{*engine, *catalog, timers, rng, answer},
        fronts::openai::Chat::Settings{settings.http.max_json_bytes, policy,
                                       settings.openai.canned_chat_replies,
                                       settings.openai.heartbeat});
    models = std::make_unique<fronts::openai::Models>(*catalog);
    files = std::make_unique<fronts::files::Files>(*links, *blobs, timers);
    ops = std::make_unique<fronts::ops::Ops>(
        fronts::ops::Ops::Services{*engine, *blobs, *pixels, *guard, metrics, timers},
        fronts::ops::Ops::Settings{settings.keys.metrics != config::MetricsAccess::off,
                                   settings.keys.metrics == config::MetricsAccess::key});
    welcome = std::make_unique<fronts::ui::Welcome>(*catalog, settings.server.public_url);
    gate = std::make_unique<fronts::KeyGate>(*keys);
    server = std::make_unique<net::http::Server>(
        net::http::Server::Services{runtime.executor(), timers, rng, metrics, *gate},
        server_settings(settings), routes(),
        [](const Error& error, const net::http::Request&) { return fronts::error_reply(error); });
}

// The server's whole surface, a line a front.
std::vector<net::http::Route> App::World::routes() {
    std::vector<net::http::Route> table;
    add_routes(table, *generations);
    add_routes(table, *chat);
    add_routes(table, *models);
    add_routes(table, *files);
    add_routes(table, *ops);
    add_routes(table, *welcome);
    return table;
}

// Listener first, so that nothing new comes; then the jobs, then what they used.
Task<void> App::World::stop() {
    // One grace for both: callers that wait for their pictures are what takes the time.
    const Deadline limit = Deadline::in(settings.server.drain_grace, timers);
    if (server) co_await server->drain(settings.server.drain_grace);
    if (engine)
        co_await engine->drain(std::chrono::ceil<std::chrono::milliseconds>(limit.left(timers)));
    if (pixels) co_await pixels->stop();
}

void App::World::end() {
    if (std::exchange(ended, true)) return;
    async::block_on(stop());
    runtime.stop();
}

App::App(std::unique_ptr<World> world) : world_(std::move(world)) {}
App::~App() = default;

Result<std::unique_ptr<App>> App::create(config::Settings settings) {
    TRY(DataDir data, DataDir::open(settings.server.data_dir));
    auto world = std::make_unique<World>(std::move(settings), std::move(data));
    CHECK_OK(world->build());
    return std::unique_ptr<App>(new App(std::move(world)));
}

Result<void> App::start() {
    // First, so that no signal finds a server that answers and cannot drain.
    for (const int signal : stop_signals)
        if (!ignored(signal)) world_->signals.add(signal);
    CHECK_OK(world_->server->start());
    // Not before: a start that failed has shown its key to nobody, so the next one makes another.
    const std::optional<accounts::NewKey>& made = world_->made_key;
    return made ? accounts::Keys::keep(*made, world_->data.path()) : Result<void>();
}
std::uint16_t App::port() const {
    return world_->server->port();
}
std::optional<Secret> App::made_key() const {
    const std::optional<accounts::NewKey>& made = world_->made_key;
    return made ? std::optional(made->key) : std::nullopt;
}
std::string App::default_model() const {
    return world_->catalog->default_model().get();
}

void App::run_until_signal() {
    std::promise<int> asked_to_stop;
    world_->signals.async_wait([&](const boost::system::error_code&, int signal) {
        world_->signals.async_wait([](const boost::system::error_code& ec, int) {
            if (!ec) ::_exit(stopped_twice);
        });
        asked_to_stop.set_value(signal);
    });
    const int signal = asked_to_stop.get_future().get();
    observe::log(observe::Level::info, "stopping", {{"signal", signal}});
    world_->end();
}

}  // namespace easel::app
