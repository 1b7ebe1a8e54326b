#!/bin/sh
# rustdoc with its unstable options: its JSON, and that of doc tests. Only rustdoc gets the variable: in the environment of
# cargo, it would run the build scripts again that look for it, and rebuild what depends on them.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
