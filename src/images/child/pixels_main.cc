// easel-pixels: decodes and encodes pictures for the server, which must not (see
// isolate/README.md).
#include "images/child/raster.h"
#include "isolate/child/serve.h"

#ifdef __SANITIZE_THREAD__
// libvips, GLib and the coders are not instrumented: what they do among their own threads looks
// like races from outside.
extern "C" const char* __tsan_default_options() {
    return "ignore_noninstrumented_modules=1";
}
#endif

int main(int argc, char** argv) {
    using namespace easel;
    isolate::serve(argc, argv, {.prepare = images::prepare_raster, .answer = images::work_on});
}
