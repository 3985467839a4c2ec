# Compiler settings that hold for every target of the project.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
# -Og costs as much to compile as -O2; -O0 keeps the everyday loop short.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

set(EASEL_SANITIZE "" CACHE STRING "Value for -fsanitize=, for example address,undefined")
option(EASEL_LIBFUZZER "Link the fuzz targets with libFuzzer (needs clang)" OFF)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# A failed assertion names its file as it lies in the checkout, not where one machine keeps that.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports these falsely inside coroutine frames and std::variant.
    add_compile_options(-Wno-maybe-uninitialized -Wno-mismatched-new-delete -Wno-restrict)
else()
    # std::stable_sort of GCC's library 12 calls what its own headers deprecate.
    add_compile_options(-Wno-deprecated-declarations)
endif()

if(EASEL_SANITIZE)
    add_compile_options(-fsanitize=${EASEL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -O1)
    add_link_options(-fsanitize=${EASEL_SANITIZE})
    if(EASEL_SANITIZE MATCHES "thread")
        # ThreadSanitizer knows no fences, and GCC refuses them under it. Asio's mutexes say the same, and
        # Boost's own counter orders by the decrement itself.
        add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK BOOST_ASIO_DISABLE_STD_ATOMIC)
    endif()
else()
    add_compile_options(-fstack-protector-strong -D_GLIBCXX_ASSERTIONS)
    add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()
if(EASEL_LIBFUZZER)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Both only shorten the wait of whoever builds: nothing depends on them.
find_program(EASEL_CCACHE ccache)
if(EASEL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${EASEL_CCACHE}")
endif()
find_program(EASEL_MOLD mold)
if(EASEL_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
