# shellcheck shell=bash
core_tests() { die "not there yet"; }
