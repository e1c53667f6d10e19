# shellcheck shell=bash
# bin/test --core: Odoo's own tests, all of them with our addons loaded, on a copy of
# the test database. What is red on a plain Odoo too stands in
# tests/core_baseline.txt; anything else fails.

core_tests() {
    local modules=("$@") module tags='' log=$LOCAL/log/core.log baseline=$ROOT/tests/core_baseline.txt
    [ $# -gt 0 ] || modules=(crm sale_crm base)
    for module in "${modules[@]}"; do
        [ -d "$ODOO_PATH/odoo/addons/$module/tests" ] || [ -d "$ODOO_PATH/addons/$module/tests" ] \
            || die "Odoo has no addon '$module' with tests."
        tags+=,/$module
    done
    say "Running Odoo's own tests of ${modules[*]} (crm takes five minutes)…"
    core_run "${tags#,}" "$log"
    RESULT=0
    python "$LIB/compare_core.py" "$log" "$baseline" || RESULT=1
    [ "$RESULT" -eq 0 ] || repeat_red "$log" "$baseline"
    [ "$RESULT" -eq 0 ] || say "All that they printed is in $log."
}

# core_run TAGS LOG: the tests of these tags, on a copy of the test database.
core_run() {
    # shellcheck disable=SC2034 # run() reads it
    local RUN_LOG=$2
    copy_database "$DATABASE" relationship_core
    run python "$LIB/core_runner.py" -d relationship_core --http-port="$(free_port)" --max-cron-threads=0 \
        --stop-after-init --test-tags "$1"
    drop_database relationship_core
    [ -z "$INTERRUPTED" ] || exit 130
}

# A browser that waits for a page on a busy machine is red now and then, on a plain Odoo
# too: a few red ones are run once more, alone. What is red twice is red.
repeat_red() {
    local tags again=${1%.log}_again.log
    tags=$(python "$LIB/compare_core.py" --tags "$1" "$2")
    [ -n "$tags" ] || return 0
    say "Running those once more, alone…"
    core_run "$tags" "$again"
    RESULT=0
    python "$LIB/compare_core.py" "$again" "$2" || RESULT=1
}

free_port() {
    python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
