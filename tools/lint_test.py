#!/usr/bin/env python3
"""Every rule of the linter must catch its bad shapes and let the good ones pass."""

import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from lintlib import bans, blank, cli, functions  # noqa: E402
from lintlib.house import House  # noqa: E402

ARROWS = """
base:
async:      base
net/fetch:  base async | curl/@*.cc curl/@*_impl.h
jobs:       base async net/fetch
fronts:     base jobs
providers:  base
app:        base jobs providers fronts
images:     base | vips/@child/*
concrete: providers/*/ -> app
door: jobs/engine.h -> app
apart: fronts providers
light headers: boost/asio/awaitable.hpp
heavy headers: async:boost/asio/
"""


def rules(path, text, **others):
    """The rules that a one-file house breaks, sorted, each as often as it is broken."""
    files = {"tools/arrows.txt": ARROWS, path: text}
    files.update({key.replace("__", "/"): value for key, value in others.items()})
    return sorted(found.rule for found in cli.findings(House(".", files)))


def in_function(*lines):
    return "void f() {\n" + "\n".join("    " + line for line in lines) + "\n}\n"


class Blank(unittest.TestCase):
    def test_blanks_comments_and_literals_but_keeps_every_line_and_column(self):
        text = 'int a = 1\'000; // new x\nauto s = "new \\" x"; /* new\nx */ char c = \'"\'; int b;\n'
        plain = blank.comments_and_literals(text)
        self.assertEqual(len(plain), len(text))
        self.assertEqual(plain.count("\n"), text.count("\n"))
        self.assertNotIn("new", plain)
        self.assertIn("int b;", plain)
        self.assertIn("1'000", plain)

    def test_knows_raw_strings(self):
        self.assertNotIn("new", blank.comments_and_literals('auto s = R"x(a " new )" )x"; int b;'))


class Functions(unittest.TestCase):
    def names(self, text):
        return [found.name for found in functions.find(text)]

    def test_finds_members_constructors_operators_templates_and_coroutines(self):
        self.assertEqual(self.names("""
namespace a { struct S : B<int> {
  public:
    S(int x = {}) : a_{x}, b_(x) { go(); }
    ~S() { end(); }
    bool operator==(const S& o) const { return true; }
    auto g() const noexcept -> std::vector<int> { return {1, 2}; }
    int a_{3}; int b_ = 4; std::array<int, 2> c_ = {1, 2};
}; }
template <class T, class R = std::invoke_result_t<T>>
Task<R> run(T work) { auto x = [&] { return 1; }; co_return x(); }
"""), ["S", "~S", "operator==", "g", "run"])

    def test_tables_and_enums_are_no_functions(self):
        self.assertEqual(self.names("""
enum class E { a, b };
constexpr std::array table = {Row{1, "x"}, Row{2, "y"}};
const std::map<int, int> map{{1, 2}, {3, 4}};
struct P { int x = 0; };
"""), [])

    def test_a_lambda_in_a_variable_is_a_function(self):
        self.assertEqual(self.names("const auto twice = [](int x) { return 2 * x; };"), ["twice"])


class Arrows(unittest.TestCase):
    def test_an_arrow_of_the_table_passes_and_another_does_not(self):
        self.assertEqual(rules("src/jobs/a.cc", '#include "net/fetch/client.h"\n'), [])
        self.assertEqual(rules("src/base/a.cc", '#include "jobs/engine.h"\n'), ["arrows"])

    def test_a_test_may_use_every_room_below_and_any_fake(self):
        self.assertEqual(rules("src/fronts/a_test.cc", '#include "net/fetch/testing/fake.h"\n'
                                                       '#include "async/scope.h"\n'), [])
        self.assertEqual(rules("src/base/a_test.cc", '#include "jobs/engine.h"\n'), ["arrows"])
        self.assertEqual(rules("src/jobs/a.cc", '#include "async/testing/fake.h"\n'), ["arrows"])

    def test_an_include_names_its_room(self):
        self.assertEqual(rules("src/jobs/a.cc", '#include "a.h"\n'), ["arrows"])
        self.assertEqual(rules("src/jobs/a.cc", '#include "../base/a.h"\n'), ["arrows"])

    def test_siblings_stay_apart(self):
        self.assertEqual(rules("src/fronts/openai/a.cc", '#include "fronts/mcp/a.h"\n'), ["arrows"])
        self.assertEqual(rules("src/fronts/openai/chat/a.cc", '#include "fronts/openai/b.h"\n'
                                                              '#include "fronts/shared.h"\n'), [])

    def test_an_adapter_is_named_by_the_composition_root_alone(self):
        line = '#include "providers/vidsme/vidsme.h"\n'
        for path, expected in (("src/app/a.cc", []), ("src/providers/vidsme/a.cc", []),
                               ("src/providers/vidsme/deep/a.cc", []), ("src/jobs/a_test.cc", []),
                               ("src/providers/a.cc", ["arrows"])):
            with self.subTest(path=path):
                text = ARROWS.replace("jobs:       base", "jobs:       base providers")
                house = House(".", {"tools/arrows.txt": text, path: line})
                self.assertEqual([found.rule for found in cli.findings(house)], expected)
        text = ARROWS.replace("jobs:       base", "jobs:       base providers")
        house = House(".", {"tools/arrows.txt": text, "src/jobs/a.cc": line
                            + '#include "providers/provider.h"\n'})
        self.assertEqual([found.line for found in cli.findings(house)], [1])

    def test_a_room_with_a_door_is_entered_by_it(self):
        self.assertEqual(rules("src/fronts/a.cc", '#include "jobs/engine.h"\n'), [])
        self.assertEqual(rules("src/fronts/a.cc", '#include "jobs/attempts.h"\n'), ["arrows"])
        self.assertEqual(rules("src/fronts/a_test.cc", '#include "jobs/testing/fake.h"\n'), [])
        self.assertEqual(rules("src/app/a.cc", '#include "jobs/attempts.h"\n'), [])
        self.assertEqual(rules("src/jobs/a.cc", '#include "jobs/attempts.h"\n'), [])

    def test_a_library_has_one_home(self):
        self.assertEqual(rules("src/net/fetch/a.cc", "#include <curl/curl.h>\n"), [])
        self.assertEqual(rules("src/net/fetch/a.h", "#pragma once\n#include <curl/curl.h>\n"),
                         ["arrows"])
        self.assertEqual(rules("src/jobs/a.cc", "#include <curl/curl.h>\n"), ["arrows"])
        self.assertEqual(rules("src/net/fetch/a_impl.h", "#pragma once\n#include <curl/curl.h>\n"),
                         [])
        self.assertEqual(rules("src/jobs/a.cc", '#include "net/fetch/a_impl.h"\n'), ["arrows"])
        self.assertEqual(rules("src/images/a.cc", "#include <vips/vips.h>\n"), ["arrows"])
        self.assertEqual(rules("src/images/child/a.cc", "#include <vips/vips.h>\n"), [])

    def test_a_room_without_a_line_in_the_table_is_found(self):
        self.assertEqual(rules("src/cellar/a.cc", "int a;\n"), ["arrows"])

    def test_a_cycle_and_an_unknown_name_in_the_table_are_found(self):
        house = House(".", {"tools/arrows.txt": "a: b\nb: c\nc: a d\n"})
        self.assertEqual(len(cli.findings(house)), 4)

    def test_headers_stay_light(self):
        self.assertEqual(rules("src/jobs/a.h", "#pragma once\n#include <boost/asio/ip/tcp.hpp>\n"),
                         ["heavy-header"])
        self.assertEqual(rules("src/jobs/a.h", "#pragma once\n#include <boost/asio/awaitable.hpp>\n"),
                         [])
        self.assertEqual(rules("src/async/a.h", "#pragma once\n#include <boost/asio/ip/tcp.hpp>\n"),
                         [])


class Sizes(unittest.TestCase):
    def test_long_files_and_long_functions_are_found(self):
        self.assertEqual(rules("src/base/a.cc", "int a;\n" * 501), ["file-size"])
        self.assertEqual(rules("src/base/a_test.cc", "int a;\n" * 700), [])
        self.assertEqual(rules("src/base/a.cc", in_function(*["g();"] * 59)), ["function-size"])
        self.assertEqual(rules("src/base/a.cc", in_function(*["g();"] * 58)), [])

    def test_scripts_and_tables_are_measured_too(self):
        for path in ("tools/lintlib/a.py", "bench/a.mjs", "scripts/a", "src/base/words.inc"):
            with self.subTest(path=path):
                self.assertEqual(rules(path, "x\n" * 501), ["file-size"])
                self.assertEqual(rules(path, "x\n" * 500), [])
        self.assertEqual(rules("tests/client/a.test.mjs", "x\n" * 700), [])
        self.assertEqual(rules("tests/client/a.test.mjs", "x\n" * 701), ["file-size"])

    def test_an_exception_names_a_rule_that_there_is(self):
        self.assertEqual(rules("src/base/a.cc", "int a;  // lint: allow(threads) a good reason\n"),
                         ["unknown-rule"])

    def test_an_exception_needs_a_reason(self):
        long = in_function(*["g();"] * 70)
        self.assertEqual(rules("src/base/a.cc", "// lint: allow(function-size)\n" + long),
                         ["function-size"])
        self.assertEqual(
            rules("src/base/a.cc", "// lint: allow(function-size) one option a line\n" + long), [])


class Bans(unittest.TestCase):
    BAD = {
        "printf": ['printf("%d", 1);', "sprintf(a, b);", "std::snprintf(b, 2, f);", "fputs(a, stderr);"],
        "iostream": ["std::cerr << 1;"],
        "getenv": ['getenv("HOME");', 'std::getenv("HOME");', "char** all = environ;",
                   "char** all = ::environ;"],
        "shell": ['system("ls");', 'auto* p = ::popen("ls", "r");'],
        "process": ["if (fork() == 0) return;", "posix_spawn(&pid, p, 0, 0, a, e);", "execve(p, a, e);",
                    "::execv(p, a);", 'execl("/bin/true", "true", nullptr);', "execvp(p, a);", "fexecve(f, a, e);"],
        "unsafe-c": ["strcpy(a, b);", "std::strncat(a, b, 1);", "auto* t = gmtime(&now);"],
        "chance": ["int x = rand();", "std::mt19937 e;", "std::random_device d;"],
        "wall-clock": ["auto t = std::chrono::steady_clock::now();", "auto t = ::time(nullptr);"],
        "sleep": ["std::this_thread::sleep_for(1s);", "::sleep(1);", "usleep(5);", "sleep(seconds);",
                  "return sleep(n);", "nanosleep(&wanted, &left);"],
        "spawn": ["asio::co_spawn(e, f(), g);", "std::thread t(f);", "std::async(f);",
                  "boost::asio::thread_pool pool(4);", "pthread_create(&t, nullptr, f, x);"],
        "detached": ["t.detach();", "go(asio::detached);"],
        "naked-new": ["auto* a = new Thing(1);", "delete a;", "delete[] b;", "void* p = malloc(3);"],
        "shared-from-this": ["struct A : std::enable_shared_from_this<A> {} a;"],
        "volatile": ["volatile int x = 0;"],
        "unfinished": ["// TO" "DO later"],
    }
    GOOD = [
        "client.system(1);", "log.time(2);", "clock.time(3);", "std::format_to(x);",
        "co_await timers.sleep(1s);", "co_await sleep(timers, 1s);", "auto n = renew(x);",
        "auto id = std::this_thread::get_id();", "std::thread::id id;", "auto x = new_thing();",
        'log("system(1) new Thing");', "// new printf(", "auto a = std::make_unique<Thing>();",
        "x.remove(y);", "std::unique_ptr<Thing> a(new Thing(1));", "a.reset(new Thing(1));",
        'Random random(key, "x");', "int operand = brand(1);", "hash.puts(1);", "auto s = spdlog::printf_like;",
        "auto pool = spdlog::thread_pool();", "x.environ = 1;", "Task<void> sleep(Duration time);", "executor.run(x);",
    ]

    def test_each_ban_catches_its_calls(self):
        for rule, lines in self.BAD.items():
            for line in lines:
                with self.subTest(line=line):
                    self.assertEqual(rules("src/jobs/a.cc", in_function(line)), [rule])

    def test_what_only_looks_alike_passes(self):
        for line in self.GOOD:
            with self.subTest(line=line):
                self.assertEqual(rules("src/jobs/a.cc", in_function(line)), [])

    def test_deleted_functions_are_no_delete(self):
        self.assertEqual(rules("src/jobs/a.h", "#pragma once\nstruct A { A(const A&) = delete; };\n"),
                         [])

    def test_each_place_has_its_own_licence(self):
        self.assertEqual(rules("src/async/a.cc", in_function("asio::co_spawn(e, f(), g);")), [])
        self.assertEqual(rules("src/async/a.cc", in_function("asio::co_spawn(e, f(), asio::detached);")),
                         ["detached"])
        self.assertEqual(rules("mock/a.cc", in_function('std::printf("port");')), [])

    def test_sleeping_is_banned_in_tests_too(self):
        self.assertEqual(rules("src/jobs/a_test.cc",
                               in_function("std::this_thread::sleep_for(1ms);")), ["sleep"])

    def test_using_namespace_is_for_sources_and_function_bodies(self):
        line = "using namespace std::chrono_literals;"
        self.assertEqual(rules("src/jobs/a.h", "#pragma once\n" + line), ["using-namespace"])
        self.assertEqual(rules("src/jobs/a.h", "#pragma once\ninline " + in_function(line)), [])
        self.assertEqual(rules("src/jobs/a.cc", line), [])

    def test_umbrella_includes_are_found(self):
        for header in bans.UMBRELLAS:
            with self.subTest(header=header):
                self.assertIn("umbrella", rules("src/jobs/a.cc", f"#include <{header}>\n"))

    def test_each_room_has_its_budget_of_shared_pointers(self):
        line = "std::shared_ptr<const int> a;\n"
        self.assertEqual(rules("src/base/a.cc", line), ["shared-ptr-budget"])
        self.assertEqual(rules("src/base/a.cc", "// a shared_ptr would be wrong\n"), [])
        self.assertEqual(rules("src/base/a_test.cc", line), [])
        budget = bans.SHARED_PTR_LINES["jobs"]
        self.assertEqual(rules("src/jobs/a.cc", line * budget), [])
        self.assertEqual(rules("src/jobs/a.cc", line * (budget + 1)), ["shared-ptr-budget"])


class Coroutines(unittest.TestCase):
    GOOD = [
        ["co_await f();"],
        ["auto x = co_await f(a, b);"],
        ["const auto [x, y] =", "    co_await f();"],
        ["x.y[3] = co_await f();"],
        ["get(x).y = co_await f();"],
        ["co_return co_await f();"],
        ["(void)co_await f();"],
        ["CO_TRY(auto x, co_await f(a));"],
        ["CO_TRY(const std::vector<int> x, co_await f(a));"],
        ["CO_CHECK_OK(co_await f());"],
        ["if (ok) co_await f();"],
        ["if (ok(x))", "    co_return co_await f();", "else", "    co_await g();"],
        ["for (int i = 0; i < 3; ++i) co_await f();"],
        ["if (auto x = co_await f(); x) g();"],
        ["if (auto x = co_await f()) {", "    g({1, 2});", "}"],
        ["for (const auto& x : co_await f()) g(x);"],
        ["auto x = co_await (f() || g());"],
        ["auto x = co_await f([](int y) { return y + 1; });"],
        ["auto x = co_await pool.run([&]() -> Result<int> { return g({1}); });"],
        ["switch (x) {", "    case A::b: co_await f(); break;", "    default: co_await g();", "}"],
        ["int y = a ? b : c;", "co_await f(y);"],
        ["// c ? co_await f() : g()"],
        ["while (!done) co_await f();"],
    ]
    BAD = [
        ["auto x = c ? co_await f() : g();"],
        ["auto x = co_await f() ? 1 : 2;"],
        ["std::vector v{co_await f(), 1};"],
        ["std::map<int, int> v{{co_await f(), 1}};"],
        ["auto x = Pair<int>{.a = co_await f()};"],
        ["auto x = Pair{co_await f(), 1};"],
        ["auto x = co_await f(Agg{1, 2});"],
        ["co_await f({1, 2});"],
        ["co_return co_await f({.a = 1});"],
        ["auto x = g(co_await f());"],
        ["auto x = co_await f() + co_await g();"],
        ["auto x = 1 + co_await f();"],
        ["auto x = *co_await f();"],
        ["auto x = (co_await f()).value();"],
        ["if ((co_await f()).ok()) g();"],
        ["if (x == co_await f()) g();"],
        ["while (co_await f()) g();"],
        ["return_value(co_await f());"],
        ["auto x = a && co_await f();"],
        ["CO_TRY(auto x, co_await f(Agg{1}));"],
        ["co_await f({}, 1);"],
        ["co_await f(Agg{});"],
        ["if (auto x = co_await f(Agg{1}); x) g();"],
        ["co_yield c ? f() : g();"],
        ["co_yield {1, 2};"],
    ]

    def test_a_co_await_that_stands_alone_passes(self):
        for lines in self.GOOD:
            with self.subTest(lines=lines):
                self.assertEqual(rules("src/jobs/a.cc", in_function(*lines)), [])

    def test_any_other_shape_is_found(self):
        for lines in self.BAD:
            with self.subTest(lines=lines):
                self.assertEqual(set(rules("src/jobs/a.cc", in_function(*lines))), {"co-await-alone"})

    def test_no_co_await_hides_in_a_macro(self):
        for text in ("#define WAIT(x) co_await (x)\n", "#define WAIT(x) \\\n    g(co_await (x))\n"):
            with self.subTest(text=text):
                self.assertEqual(rules("src/jobs/a.cc", text), ["co-await-alone"])
        self.assertEqual(rules("src/jobs/a.cc", "#define TRY(x) if (!(x)) co_return 1\n// co_await\n"), [])

    def test_a_coroutine_borrows_nothing_short_lived(self):
        for line in ("Task<void> f(std::string_view text);", "Task<Result<int>> A::f(const std::string& x);",
                     "Task<void> f(int a, std::span<const int> b);", "Task<int> f(Thing&& thing);",
                     "Task<int> f(const std::vector<std::string>& names);", "Task<void> f(const Foo& foo);",
                     "Task<void> f(const order::Foo &foo);", "Task<void> f(string_view text);",
                     "Task<void> f(BytesView bytes);", "boost::asio::awaitable<void> f(std::string_view text);",
                     "Task<void> f(const Client& client, const std::map<int, int>& map);"):
            with self.subTest(line=line):
                self.assertEqual(rules("src/jobs/a.cc", line), ["coroutine-parameter"])
                self.assertEqual(rules("src/jobs/a_test.cc", line), [])
        for line in ("Task<void> f(std::string text, Service& service, const Client& client);",
                     "Task<std::span<int>> f(int a);", "int f(std::string_view text);",
                     "std::function<Task<void>(std::string_view)> f;"):
            with self.subTest(line=line):
                self.assertEqual(rules("src/jobs/a.cc", line), [])

    def test_a_lambda_coroutine_captures_nothing(self):
        bad = ["auto f = [&]() -> Task<void> { co_return; };",
               "auto f = [this, x = 1] { if (x) { co_return; } };",
               "scope.spawn([&a]() -> Task<void> { co_await g(); }());"]
        good = ["auto f = [](int x) -> Task<void> { co_return; };",
                "auto f = [&] { return g([](int x) -> Task<void> { co_return; }); };",
                "a[x] = 1; { co_await f(); }",
                "[[maybe_unused]] int b = a[i]; co_await f();"]
        for line in bad:
            with self.subTest(line=line):
                self.assertEqual(rules("src/jobs/a.cc", in_function(line)), ["capturing-coroutine"])
        for line in good:
            with self.subTest(line=line):
                self.assertEqual(rules("src/jobs/a.cc", in_function(line)), [])


class Layout(unittest.TestCase):
    def test_a_header_needs_pragma_once(self):
        self.assertEqual(rules("src/base/a.h", "int a();\n"), ["pragma-once"])

    def test_a_room_needs_a_readme_of_some_lines(self):
        self.assertEqual(rules("src/base/CMakeLists.txt", ""), ["room-readme"])
        self.assertEqual(rules("src/base/CMakeLists.txt", "", src__base__README_md="x"),
                         ["room-readme"])
        files = {"tools/arrows.txt": ARROWS, "src/base/CMakeLists.txt": "",
                 "src/base/README.md": "line\n" * 9}
        self.assertEqual(cli.findings(House(".", files)), [])

    def test_a_fuzz_target_needs_seeds(self):
        self.assertEqual(rules("fuzz/x_fuzz.cc", "int a;\n"), ["fuzz-corpus"])
        self.assertEqual(rules("fuzz/x_fuzz.cc", "int a;\n", fuzz__corpus__x__seed="1"), [])

    def test_words_of_one_machine_are_found(self):
        for text in ("see /wo" "rk/shared/x", "cd /ro" "ot/x", "https://reg" "istry.example.org/x", "in /che" "ck/x",
                     "from de" "b.debian.org", "npm --reg" "istry reg" "istry.npmjs.org", "py" "pi.org", "see ../sha" "red/x",
                     '"resol' 'ved": "https://x/y.tgz"'):
            with self.subTest(text=text):
                self.assertEqual(rules("docs/a.md", text), ["machine-words"])
        for text in ("src/net/work/x", "${root}/work/x", "https://example.org/", "/var/lib/easel", "src/check/x",
                     "registry.series", "a mirror.", "example.com"):
            with self.subTest(text=text):
                self.assertEqual(rules("docs/a.md", text), [])


if __name__ == "__main__":
    unittest.main()
