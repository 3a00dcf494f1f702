# Sets FT_LIBTORCH_VERSION, FT_LIBTORCH_ORIGIN, FT_LIBTORCH_INCLUDE_DIRS, FT_LIBTORCH_LIBRARY_DIR, FT_LIBTORCH_LIBRARIES, FT_LIBTORCH_CXX11_ABI.

function(ft_try_root root origin)
  foreach(folder lib lib64 lib/x86_64-linux-gnu lib/aarch64-linux-gnu)
    if(EXISTS "${root}/${folder}/libtorch_cpu.so" AND EXISTS "${root}/include/ATen/core/Tensor.h")
      set(FT_LIBTORCH_LIBRARY_DIR "${root}/${folder}" PARENT_SCOPE)
      set(FT_LIBTORCH_INCLUDE_DIRS "${root}/include;${root}/include/torch/csrc/api/include" PARENT_SCOPE)
      set(FT_LIBTORCH_ORIGIN "${origin}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

if(DEFINED ENV{LIBTORCH} AND NOT "$ENV{LIBTORCH}" STREQUAL "")
  ft_try_root("$ENV{LIBTORCH}" "LIBTORCH")
  if(NOT FT_LIBTORCH_LIBRARY_DIR)
    message(FATAL_ERROR "LIBTORCH is $ENV{LIBTORCH}, but there is no lib/libtorch_cpu.so with include/ATen in it.")
  endif()
endif()

if(NOT FT_LIBTORCH_LIBRARY_DIR)
  string(REPLACE ":" ";" path "$ENV{PATH}")
  foreach(folder IN LISTS path)
    if(FT_LIBTORCH_LIBRARY_DIR OR NOT EXISTS "${folder}/python3")
      continue()
    endif()
    # find_spec does not import torch, which would take seconds.
    execute_process(
      COMMAND "${folder}/python3" -c "import importlib.util as u, os; print(os.path.realpath(os.path.dirname(u.find_spec('torch').origin)))"
      OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed AND root)
      ft_try_root("${root}" "${folder}/python3")
    endif()
  endforeach()
endif()

if(NOT FT_LIBTORCH_LIBRARY_DIR)
  ft_try_root("/usr" "Debian")
endif()
if(NOT FT_LIBTORCH_LIBRARY_DIR)
  message(FATAL_ERROR "No libtorch found. Install it (apt install libtorch-dev libopenblas0-openmp), install PyTorch for "
    "the python3 on the path, or name a libtorch folder in LIBTORCH.")
endif()

# The version is three numbers in a header, which newer ones keep elsewhere.
set(FT_LIBTORCH_VERSION)
foreach(header torch/csrc/api/include/torch/version.h torch/headeronly/version.h)
  foreach(include_dir IN LISTS FT_LIBTORCH_INCLUDE_DIRS)
    if(NOT FT_LIBTORCH_VERSION AND EXISTS "${include_dir}/${header}")
      file(READ "${include_dir}/${header}" text)
      if(text MATCHES "TORCH_VERSION_MAJOR ([0-9]+).*TORCH_VERSION_MINOR ([0-9]+)")
        set(FT_LIBTORCH_VERSION "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}")
      endif()
    endif()
  endforeach()
endforeach()
if(NOT FT_LIBTORCH_VERSION)
  message(FATAL_ERROR "${FT_LIBTORCH_INCLUDE_DIRS}: there is no version.h that tells libtorch's version.")
endif()

# libtorch, and its CUDA part where this one has it.
set(FT_LIBTORCH_LIBRARIES)
foreach(name c10 torch_cpu c10_cuda torch_cuda torch)
  if(EXISTS "${FT_LIBTORCH_LIBRARY_DIR}/lib${name}.so")
    list(APPEND FT_LIBTORCH_LIBRARIES "${FT_LIBTORCH_LIBRARY_DIR}/lib${name}.so")
  endif()
endforeach()

# Older wheels were built with the old string ABI; the symbols tell.
file(STRINGS "${FT_LIBTORCH_LIBRARY_DIR}/libc10.so" new_abi REGEX "cxx1112basic_string" LIMIT_COUNT 1)
if(new_abi)
  set(FT_LIBTORCH_CXX11_ABI 1)
else()
  set(FT_LIBTORCH_CXX11_ABI 0)
endif()
