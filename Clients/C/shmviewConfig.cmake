# find_package(shmview) and target_link_libraries(program PRIVATE shmview::shmview); from an
# installation in PREFIX/share/cmake/shmview, or with shmview_DIR set to the folder of the header.
include(CMakeFindDependencyMacro)
find_dependency(Threads)

if(NOT TARGET shmview::shmview)
  find_path(shmview_INCLUDE_DIR shmview.h
    PATHS "${CMAKE_CURRENT_LIST_DIR}" "${CMAKE_CURRENT_LIST_DIR}/../../../include"
    NO_DEFAULT_PATH)
  if(NOT shmview_INCLUDE_DIR)
    set(shmview_FOUND FALSE)
    set(shmview_NOT_FOUND_MESSAGE "shmview.h is not near ${CMAKE_CURRENT_LIST_DIR}")
    return()
  endif()
  add_library(shmview::shmview INTERFACE IMPORTED)
  set_target_properties(shmview::shmview PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${shmview_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
