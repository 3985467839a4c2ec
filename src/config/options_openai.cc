#include "config/option.h"

namespace easel::config {

using namespace std::chrono_literals;

void declare_openai(Declarations& list) {
    list.subject("OpenAI front", "How requests in OpenAI's shape are answered.");
    list.add({.path = "default_model",
              .env = {"DEFAULT_MODEL"},
              .flag = "--default-model",
              .value_note = "with vidsme `anime` or the first of its models, else `sketch`",
              .prose = "Model of a request that names none."},
             text("the name of a model"), &Settings::openai, &OpenAi::default_model);
    list.add({.path = "openai.canned_chat_replies",
              .value = "true",
              .prose = "Answer the hidden requests of chat interfaces (title, tags, follow-up "
                       "questions, autocomplete) with a short fixed text and not with a picture."},
             boolean(), &Settings::openai, &OpenAi::canned_chat_replies);
    list.add(
        {.path = "openai.response_formats",
         .value = R"({"gpt-image*": "b64_json", "chatgpt-image*": "b64_json"})",
         .prose = "Form of the picture where the request names none: model name, or a "
                  "beginning that ends in `*`, to `url` or `b64_json`. Other models: `url`."},
        mapping_to<ResponseFormat>(
            "a mapping of model names to `url` or `b64_json`, such as {\"anime\": \"b64_json\"}",
            choice<ResponseFormat>(
                {{"url", ResponseFormat::url}, {"b64_json", ResponseFormat::b64_json}})),
        &Settings::openai, &OpenAi::response_formats);
    list.add(
        {.path = "openai.strict",
         .value = "false",
         .prose = "Refuse what a provider cannot do (400 with the allowed values) and do not "
                  "adjust it with a warning; as if every request sent `x-easel-strict: true`."},
        boolean(), &Settings::openai, &OpenAi::strict);
    list.add({.path = "openai.heartbeat",
              .value = "10s",
              .prose = "Interval of the comments that keep a waiting stream open."},
             duration(1s, 5min), &Settings::openai, &OpenAi::heartbeat);
}

}  // namespace easel::config
