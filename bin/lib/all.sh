# shellcheck shell=bash disable=SC1091
LIB=$(dirname "${BASH_SOURCE[0]}")
. "$LIB/common.sh"
. "$LIB/setup.sh"
. "$LIB/postgres.sh"
. "$LIB/databases.sh"
. "$LIB/process.sh"
