#include "fronts/ui/welcome.h"

#include "base/text.h"
#include "fronts/public_address.h"

namespace easel::fronts::ui {
namespace {

using namespace net::http;

std::string escaped(std::string text) {
    text = replace_all(std::move(text), "&", "&amp;");
    text = replace_all(std::move(text), "<", "&lt;");
    text = replace_all(std::move(text), ">", "&gt;");
    return replace_all(std::move(text), "\"", "&quot;");
}

constexpr const char* page_text = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>easel</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/welcome.css">
</head>
<body>
<main>
<h1>easel <small>@VERSION@</small></h1>
<p>This server paints pictures for OpenAI clients. Point yours at <code>@BASE@/v1</code>.</p>
<p lang="zh">此服务为 OpenAI 客户端绘图。将客户端的地址设为 <code>@BASE@/v1</code> 即可。</p>
<h2>Try it &middot; 试一试</h2>
<pre>curl @BASE@/v1/images/generations \
  -H "Authorization: Bearer $EASEL_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "@MODEL@", "prompt": "a red fox in the snow"}'</pre>
<pre>import OpenAI from "openai";
const client = new OpenAI({ baseURL: "@BASE@/v1", apiKey: process.env.EASEL_KEY });
const answer = await client.images.generate({ model: "@MODEL@", prompt: "a red fox in the snow" });
console.log(answer.data[0].url);</pre>
<p>The key is the one that the server printed at its first start, or the <code>API_MASTER_KEY</code> of its
configuration. <span lang="zh">密钥为首次启动时打印的密钥，或配置中的 <code>API_MASTER_KEY</code>。</span></p>
<p><code>GET /v1/models</code> lists the models; <code>/healthz</code>, <code>/readyz</code> and <code>/metrics</code>
tell how the server is.</p>
</main>
</body>
</html>
)";

constexpr const char* style_text = R"(:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 2rem; letter-spacing: -0.02em; }
h1 small { font-size: 1rem; font-weight: 400; opacity: 0.65; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
pre { overflow-x: auto; padding: 1rem; border-radius: 8px; background: color-mix(in srgb, CanvasText 8%, Canvas); }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
)";

}  // namespace

std::vector<Route> Welcome::routes() {
    const Access open(Carrier::none, Role::anyone);
    const auto style = [](Request&) -> Task<Reply> {
        co_return Reply::text(200, "text/css; charset=utf-8", style_text);
    };
    return {{"GET", "/", open, [this](Request& request) { return page(request); }},
            {"GET", "/welcome.css", open, style}};
}

Task<Reply> Welcome::page(Request& request) {
    std::string text = page_text;
    text =
        replace_all(std::move(text), "@BASE@", escaped(public_address(public_address_, request)));
    text = replace_all(std::move(text), "@MODEL@", escaped(catalog_.default_model().get()));
    text = replace_all(std::move(text), "@VERSION@", EASEL_VERSION);
    Reply reply = Reply::text(200, "text/html; charset=utf-8", std::move(text));
    reply.headers.set(
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; "
        "base-uri 'none'");
    reply.headers.set("referrer-policy", "no-referrer");
    co_return reply;
}

}  // namespace easel::fronts::ui
