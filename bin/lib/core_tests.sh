# shellcheck shell=bash
# bin/test --core: Odoo's own tests, all of them with our addons loaded, on a copy of
# the test database. What is red on a plain Odoo too stands in
# tests/core_baseline.txt; anything else fails.

core_tests() {
    local modules=("$@") module tags='' log=$LOCAL/log/core.log
    # shellcheck disable=SC2034 # run() reads it
    local RUN_LOG=$log
    [ $# -gt 0 ] || modules=(crm sale_crm base)
    for module in "${modules[@]}"; do
        [ -d "$ODOO_PATH/odoo/addons/$module/tests" ] || [ -d "$ODOO_PATH/addons/$module/tests" ] \
            || die "Odoo has no addon '$module' with tests."
        tags+=,/$module
    done
    say "Running Odoo's own tests of ${modules[*]} (crm takes five minutes)…"
    copy_database "$DATABASE" relationship_core
    run python "$LIB/core_runner.py" -d relationship_core --http-port="$(free_port)" --max-cron-threads=0 \
        --stop-after-init --test-tags "${tags#,}"
    drop_database relationship_core
    [ -z "$INTERRUPTED" ] || exit 130
    RESULT=0
    python "$LIB/compare_core.py" "$log" "$ROOT/tests/core_baseline.txt" || RESULT=1
    [ "$RESULT" -eq 0 ] || say "All that they printed is in $log."
}

free_port() {
    python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
