#!/bin/sh
# rustdoc with its JSON output, which is unstable. Only rustdoc gets the variable: in the environment of cargo, it would run
# the build scripts again that look for it, and rebuild what depends on them.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
