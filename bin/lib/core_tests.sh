# shellcheck shell=bash
# bin/test --core: Odoo's own tests, all of them with our addons loaded (Odoo itself
# would run most of them before it loads ours), on a copy of the test database.
# What is red without us too stands in tests/core_baseline.txt; anything else fails.

core_tests() {
    local modules=("$@") module tests=() report=$LOCAL/log/core.xml
    # shellcheck disable=SC2034 # run() reads it
    local RUN_LOG=$LOCAL/log/core.log
    [ $# -gt 0 ] || modules=(crm sale_crm base)
    for module in "${modules[@]}"; do
        tests+=("$ODOO_PATH/odoo/addons/$module/tests")
        [ -d "${tests[-1]}" ] || tests[-1]=$ODOO_PATH/addons/$module/tests
        [ -d "${tests[-1]}" ] || die "Odoo has no addon '$module' with tests."
    done
    copy_database "$DATABASE" relationship_core
    rm -f "$report"
    run python -m pytest -c "$ROOT/pyproject.toml" -q -p no:cacheprovider --tb=short --disable-warnings \
        --odoo-config="$ODOO_RC" --odoo-database=relationship_core --odoo-http \
        --junitxml="$report" "${tests[@]}"
    drop_database relationship_core
    [ -z "$INTERRUPTED" ] || exit 130
    # 1 is "some tests failed": which of them matters, not that there are any.
    if [ "$RESULT" -gt 1 ] || [ ! -s "$report" ]; then
        tail -n 20 "$LOCAL/log/core.log" >&2
        die "Odoo's own tests did not run to their end; all they printed is in $LOCAL/log/core.log."
    fi
    RESULT=0
    python "$LIB/compare_core.py" "$report" "$ROOT/tests/core_baseline.txt" || RESULT=1
    [ "$RESULT" -eq 0 ] || say "What they printed is in $LOCAL/log/core.log."
}
