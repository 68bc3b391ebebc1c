#!/bin/sh
# Compiles the native half of the TorchSharp stand-in: build.sh OUT_FILE
# LIBTORCH names the root of any libtorch (Python's torch folder included, CUDA builds too); unset, Debian's libtorch-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: build.sh OUT_FILE}
compiler=${CXX:-g++}
command -v "$compiler" >/dev/null || { echo "error: no C++ compiler '$compiler'; install Debian's 'g++' or set CXX" >&2; exit 1; }

if [ -n "${LIBTORCH:-}" ]; then
    include=$LIBTORCH/include
    lib=$LIBTORCH/lib
    rpath=-Wl,-rpath,$lib
else
    include=/usr/include   # Debian keeps ATen, c10 and torch there
    lib=
    rpath=
fi
[ -f "$include/ATen/ATen.h" ] || {
    echo "error: no libtorch headers at $include: install Debian's package 'libtorch-dev', or set LIBTORCH to the root of a libtorch" >&2
    exit 1
}

# C++17 serves libtorch up to 2.x; where a newer one asks for C++20, set CXXSTD=c++20.
libs="-ltorch -ltorch_cpu -lc10"
abi=
if [ -n "$lib" ]; then
    [ -f "$lib/libtorch_cuda.so" ] && libs="$libs -ltorch_cuda"
    [ -f "$lib/libc10_cuda.so" ] && libs="$libs -lc10_cuda"
    # Old wheels were built with the old C++ ABI: ask the library which one it speaks.
    if grep -q '_ZN3c1020intrusive_ptr_targetD2Ev' "$lib/libc10.so" && ! grep -q 'cxx1112basic_string' "$lib/libc10.so"; then
        abi=-D_GLIBCXX_USE_CXX11_ABI=0
    fi
fi

tmp=$(mktemp -d "$(dirname "$out")/.native.XXXXXX")
trap 'rm -rf "$tmp"' EXIT INT TERM
flags="-std=${CXXSTD:-c++17} -fPIC -fvisibility=hidden -fopenmp -w $abi ${lib:+-I$include} -I$include/torch/csrc/api/include"

avx512="-mavx512f -mavx512bw -mavx512dq -mavx512vl -mfma -mprefer-vector-width=512"
bf16=   # GCC before 10 does not know it
if "$compiler" -mavx512bf16 -E -x c++ /dev/null >/dev/null 2>&1; then bf16=-DNMT_HAS_AVX512BF16; fi

# One translation unit: libtorch's headers cost more to read than all of this to compile.
for unit in torch_native packed products rows lstm learning; do echo "#include \"$here/$unit.cpp\""; done > "$tmp/all.cpp"
"$compiler" $flags $bf16 -O2 -c "$tmp/all.cpp" -o "$tmp/all.o" &
main=$!
kernel() {   # once for each instruction set; the best one is chosen at load
    set=$1; shift
    "$compiler" -std=c++17 -O3 -fno-math-errno -fno-trapping-math -fPIC -fvisibility=hidden -w -DNMT_SET="$set" "$@" \
        -c "$here/kernels.cpp" -o "$tmp/kernels_$set.o"
}
kernel avx512 $avx512
[ -z "$bf16" ] || kernel avx512bf16 $avx512 -mavx512bf16
kernel avx2 -mavx2 -mfma
kernel base
wait "$main"
"$compiler" -shared "$tmp"/*.o -o "$tmp/out.so" ${lib:+-L"$lib"} $rpath -Wl,--no-as-needed $libs -fopenmp -ldl -s
mv -f "$tmp/out.so" "$out"
