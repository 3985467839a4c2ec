#include "base/text.h"
#include "config/describe.h"
#include "config/option.h"

namespace easel::config {
namespace {

constexpr std::string_view head = R"(# Configuration

This page is made from the declarations in `src/config/options_*.cc` (`easel config docs` prints it).

## Where values come from

Of several places that name an option, the first of these wins:

1. a flag: `--listen :8088`, or for any option `--set http.header_timeout=5s`;
2. the environment: `EASEL_LISTEN=:8088`;
3. the file `.env` in the working directory;
4. the YAML file: `--config`, else `EASEL_CONFIG`, else `./easel.yaml` if it exists;
5. the default.

A value is checked wherever it stands, also where another one overrides it. If anything is wrong,
easel lists every fault with file, line, field and what would be right, and ends with status 78.
`easel config check` does only that; `easel config print` shows every value and where it came from.
Secrets are shown as `(set)` or `(not set)`. A name that no option has is a fault in the YAML file
and on the command line, and a warning for variables that begin with `EASEL_`.

An empty value means "not given", so that `NAME=${NAME:-}` in a compose file changes nothing. The
options for which an empty text is a value say so.

| Kind | How it is written |
|---|---|
| duration | `500ms`, `30s`, `2m`, `1h`, also `0.5`; a bare number is seconds |
| size | `65536`, `64KiB`, `32MiB`, `1GiB` |
| yes or no | `true`, `false` (also `yes no on off 1 0`) |
| list | a YAML list, a JSON array, or comma separated |
| mapping | a YAML mapping or a JSON object |

**`.env`** is read as vidsme-2api read it: comments, `export`, names in any case, single quotes
(literal), double quotes (`\n` and the like are escapes), values of many lines in quotes. `${NAME}` is not
expanded. **`easel.yaml`** may not use anchors, aliases or tags, and no name twice.

)";

constexpr std::string_view example = R"(listen: 127.0.0.1:8088
public_url: https://pictures.example.org
trusted_proxies: [127.0.0.1]
log:
  format: json
vidsme:
  user_id: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  polling:
    timeout: 4m
safety:
  extra_terms:
    - a word
)";

std::string code(const std::string& text) {
    return text.empty() ? "" : "`" + text + "`";
}

// A table cell is one line, and a bar would end it.
std::string cell(std::string text) {
    return replace_all(replace_all(std::move(text), "\n", " "), "|", "\\|");
}

std::string names_of(const About& about) {
    std::vector<std::string> names;
    for (const std::string& name : about.env)
        names.push_back(code(name));
    if (!about.flag.empty()) names.push_back(code(about.flag));
    return join(names, ", ");
}

std::string default_of(const About& about) {
    if (about.value_note.empty()) return code(about.value);
    return about.value_note;
}

std::string meaning_of(const Option& option) {
    const About& about = option.about;
    std::string out = about.prose + " *Allowed:* " + option.expected + ".";
    if (!about.example.empty()) out += " *Example:* " + code(about.example) + ".";
    if (about.empty_counts) out += " An empty text is a value.";
    if (about.secret) out += " Secret.";
    if (about.change == Change::live) out += " Counts at once after a reload.";
    if (about.place == Place::not_in_files) out += " Not in the YAML file.";
    if (about.place == Place::environment_only) out += " Only as a variable.";
    return out;
}

std::string row(const Option& option) {
    return "| " + code(option.about.path) + " | " + cell(names_of(option.about)) + " | " +
           cell(default_of(option.about)) + " | " + cell(meaning_of(option)) + " |\n";
}

}  // namespace

std::string_view example_file() {
    return example;
}

std::string docs() {
    std::string out(head);
    out += "```yaml\n" + std::string(example) +
           "```\n\nA changed value counts from the next start: "
           "there is no reload yet, and SIGHUP ends the server as SIGTERM does.\n";
    for (const Subject& subject : declarations().subjects) {
        out += "\n## " + subject.title + "\n\n" + subject.prose + "\n\n";
        out += "| `easel.yaml` | Variable, flag | Default | Meaning |\n|---|---|---|---|\n";
        for (const Option& option : options())
            if (option.subject == subject.title) out += row(option);
    }
    return out;
}

}  // namespace easel::config
