#include "fronts/openai/models/models.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "fronts/error_reply.h"

namespace easel::fronts::openai {
namespace {

namespace bj = boost::json;

bj::object described(const catalog::Model& model) {
    bj::object entry;
    entry["id"] = model.name.get();
    entry["object"] = "model";
    entry["created"] = model.created;
    entry["owned_by"] = model.owned_by;
    return entry;
}

}  // namespace

std::vector<net::http::Route> Models::routes() {
    using namespace net::http;
    const Access access(Carrier::api_key, Role::user);
    std::vector<Route> routes;
    for (const std::string prefix : {"/v1", ""}) {
        routes.push_back({"GET", prefix + "/models", access,
                          [this](Request& request) { return list(request); }});
        routes.push_back({"GET", prefix + "/models/{id*}", access,
                          [this](Request& request) { return retrieve(request); }});
    }
    return routes;
}

Task<net::http::Reply> Models::list(net::http::Request&) {
    bj::array data;
    for (const catalog::Model* model : catalog_.visible())
        data.push_back(described(*model));
    bj::object body;
    body["object"] = "list";
    body["data"] = std::move(data);
    co_return net::http::Reply::json(200, bj::serialize(body));
}

Task<net::http::Reply> Models::retrieve(net::http::Request& request) {
    const auto model = catalog_.find(ModelName(request.path_values["id"]));
    if (!model) co_return error_reply(model.error());
    co_return net::http::Reply::json(200, bj::serialize(described(**model)));
}

}  // namespace easel::fronts::openai
