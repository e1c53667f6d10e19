# shellcheck shell=bash
# Databases with our addons in them, and whether they are up to date.

# named_database ARGS…: what Odoo's arguments name with -d, else "postgres".
named_database() {
    local name=postgres
    while [ $# -gt 0 ]; do
        case $1 in
            -d | --database | --db_name) name=${2:-$name} ;;
            -d?*) name=${1#-d} ;;
            --database=*) name=${1#*=} ;;
        esac
        shift
    done
    printf '%s' "$name"
}
