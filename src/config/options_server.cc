#include "config/option.h"

namespace easel::config {

namespace {

using namespace std::chrono_literals;

void declare_log(Declarations& list) {
    list.subject("Log", "Lines on the standard error stream. Secrets never appear in them.");
    list.add({.path = "log.format",
              .env = {"EASEL_LOG"},
              .flag = "--log",
              .value = "text",
              .prose = "Lines for people or lines for programs."},
             choice<LogFormat>({{"text", LogFormat::text}, {"json", LogFormat::json}}),
             &Settings::log, &Log::format);
    list.add({.path = "log.level",
              .flag = "--log-level",
              .value = "info",
              .prose = "The least important line that is written."},
             choice<LogLevel>({{"debug", LogLevel::debug},
                               {"info", LogLevel::info},
                               {"warning", LogLevel::warning},
                               {"error", LogLevel::error}}),
             &Settings::log, &Log::level);
    list.add({.path = "log.access", .value = "true", .prose = "One line a request."}, boolean(),
             &Settings::log, &Log::access);
}

}  // namespace

void declare_server(Declarations& list) {
    list.subject("Server",
                 "Where easel listens, where it keeps its files, how it is known outside.");
    list.add(
        {.path = "listen",
         .env = {"EASEL_LISTEN"},
         .flag = "--listen",
         .value = "127.0.0.1:8088",
         .prose = "Address and port of the HTTP server. Port 0 lets the system choose one. Only "
                  "this machine can reach the default; a container listens on `:8088`."},
        endpoint(), &Settings::server, &Server::listen);
    list.add({.path = "data_dir",
              .env = {"EASEL_DATA_DIR"},
              .flag = "--data-dir",
              .value = "./data",
              .prose = "Folder for pictures, the hash of the admin key and the secret that signs "
                       "file addresses. Made if it does not exist."},
             text("the path of a folder"), &Settings::server, &Server::data_dir);
    list.add({.path = "config",
              .env = {"EASEL_CONFIG"},
              .flag = "--config",
              .value_note = "`./easel.yaml` if it exists",
              .prose = "The YAML file to read. A file that is named here must exist.",
              .place = Place::not_in_files},
             text("the path of a YAML file"), &Settings::server, &Server::config_file);
    list.add({.path = "public_url",
              .env = {"EASEL_PUBLIC_URL"},
              .flag = "--public-url",
              .value_note = "the request's own `Host`",
              .prose = "Address under which callers reach easel; links in answers begin with it.",
              .example = "https://pictures.example.org"},
             url("https://pictures.example.org"), &Settings::server, &Server::public_url);
    list.add({.path = "trusted_proxies",
              .env = {"EASEL_TRUSTED_PROXIES"},
              .value_note = "nobody",
              .prose = "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
              .example = "127.0.0.1, 172.16.0.0/12"},
             networks(), &Settings::server, &Server::trusted_proxies);
    list.add({.path = "threads",
              .flag = "--threads",
              .value = "0",
              .prose = "Threads that serve requests; 0 is one a processor core."},
             integer(0, 1024), &Settings::server, &Server::threads);
    list.add({.path = "drain_grace",
              .value = "30s",
              .prose = "After SIGTERM, how long work in progress may take to end."},
             duration(0s, 1h), &Settings::server, &Server::drain_grace);
    list.add({.path = "nginx_port",
              .env = {"NGINX_PORT"},
              .value = "8088",
              .prose = "Port that `docker-compose.yml` publishes; easel itself does not use it.",
              .place = Place::environment_only},
             text("what compose takes"), &Settings::server, &Server::nginx_port);
    declare_log(list);
}

}  // namespace easel::config
