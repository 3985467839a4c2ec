// easel-pixels: decodes and encodes pictures for the server, which must not (see
// isolate/README.md).
#include "images/child/raster.h"
#include "isolate/child/serve.h"

int main(int argc, char** argv) {
    using namespace easel;
    isolate::serve(argc, argv, {.prepare = images::prepare_raster, .answer = images::work_on});
}
