#!/bin/sh
# Take out of an environment what nothing imports while Newsreel runs: slim.sh VENV
#   eldc          the C sources of its word lists (51 MB), which stand compiled beside them
#   wordfreq      the large lists and the Chinese dictionary (47 MB): we read the small lists alone
#   tests         of libraries (8 MB)
#   zstandard     its second backend, for interpreters other than CPython
#   symbols       of compiled libraries (60 MB); those that wheels brought along are left as they are
#   pip, setuptools and what belongs to them: nothing is installed in a running image
set -eu
packages=$(echo "$1"/lib/python3.*/site-packages)
cd "$packages"
rm -f eldc/*.c eldc/*.h
rm -f wordfreq/data/large_* wordfreq/data/jieba_*
find . -type d -name tests -prune -exec rm -rf {} +
rm -f zstandard/_cffi.*.so zstandard/backend_cffi.py
rm -rf pip pip-*.dist-info setuptools setuptools-*.dist-info pkg_resources _distutils_hack distutils-precedence.pth
rm -f ../../../bin/pip ../../../bin/pip3 ../../../bin/pip3.*
if command -v strip >/dev/null; then # comes with the compiler
  find . -name '*.so' -size +200k ! -path '*.libs/*' -exec strip --strip-unneeded {} +
fi
