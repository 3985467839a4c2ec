# easel_room(NAME [USES room ...] [LINKS target ...] [PRIVATE_LINKS target ...])
#
# Makes the library of the room that the calling folder is, by convention instead of by list:
#   *.cc            -> library easel_<name>
#   testing/*.cc    -> library easel_<name>_testing (fakes, for the tests of any room)
#   *_test.cc       -> program test_<name>, each TEST a ctest entry
# Sub-folders belong to the room. LINKS are system packages whose headers the room's own headers need.
include(GoogleTest)

function(easel_room name)
    cmake_parse_arguments(ROOM "" "" "USES;LINKS;PRIVATE_LINKS;TEST_USES;TEST_LINKS" ${ARGN})
    string(REPLACE "/" "_" id "${name}")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cc")
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS "*.h")
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test\\.cc$")
    set(fakes ${sources} ${headers})
    list(FILTER fakes INCLUDE REGEX "/testing/")
    list(FILTER fakes EXCLUDE REGEX "_test\\.cc$")
    list(FILTER sources EXCLUDE REGEX "(_test\\.cc|_main\\.cc)$|/testing/|/child/")

    set(uses "")
    foreach(room IN LISTS ROOM_USES)
        string(REPLACE "/" "_" room "${room}")
        list(APPEND uses "easel_${room}")
    endforeach()

    if(sources)
        add_library(easel_${id} STATIC ${sources})
        target_include_directories(easel_${id} PUBLIC "${CMAKE_SOURCE_DIR}/src")
        target_link_libraries(easel_${id} PUBLIC ${uses} ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
    else()
        add_library(easel_${id} INTERFACE)
        target_include_directories(easel_${id} INTERFACE "${CMAKE_SOURCE_DIR}/src")
        target_link_libraries(easel_${id} INTERFACE ${uses} ${ROOM_LINKS})
    endif()

    set(testing "")
    if(fakes)
        set(fake_sources ${fakes})
        list(FILTER fake_sources INCLUDE REGEX "\\.cc$")
        if(fake_sources)
            add_library(easel_${id}_testing STATIC ${fake_sources})
            target_link_libraries(easel_${id}_testing PUBLIC easel_${id})
        else()
            add_library(easel_${id}_testing INTERFACE)
            target_link_libraries(easel_${id}_testing INTERFACE easel_${id})
        endif()
        list(APPEND testing easel_${id}_testing)
    endif()

    if(tests)
        foreach(room IN LISTS ROOM_TEST_USES)
            string(REPLACE "/" "_" room "${room}")
            list(APPEND testing "easel_${room}")
        endforeach()
        add_executable(test_${id} ${tests})
        target_link_libraries(test_${id} PRIVATE easel_${id} ${testing} ${ROOM_TEST_LINKS}
                              GTest::gtest GTest::gtest_main)
        target_compile_definitions(test_${id} PRIVATE
            EASEL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" EASEL_BINARY_DIR="${CMAKE_BINARY_DIR}")
        gtest_discover_tests(test_${id} TEST_PREFIX "${name}/" NO_PRETTY_VALUES DISCOVERY_MODE PRE_TEST
                             WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" PROPERTIES TIMEOUT 120)
    endif()
endfunction()
