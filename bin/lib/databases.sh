# shellcheck shell=bash
# Databases with our addons in them: made, and brought up to date when the addons
# changed. What a database was made from stands in its comment, one word
# "addon=fingerprint" each, so that it is lost with the database and never before.

# The first one becomes the language of new users and contacts.
# shellcheck disable=SC2034
LANGUAGES=en_US,ru_RU,bg_BG

# named_database ARGS…: what Odoo's arguments name with -d, else "postgres".
named_database() {
    local name=postgres
    while [ $# -gt 0 ]; do
        case $1 in
            -d | --database) name=${2:-$name} ;;
            -d?*) name=${1#-d} ;;
            --database=*) name=${1#*=} ;;
        esac
        shift
    done
    printf '%s' "$name"
}

# lock_database NAME: nobody else of this clone prepares or tests it meanwhile.
lock_database() {
    exec 7>"$LOCAL/database.$1"
    flock -n 7 || {
        say "Waiting for another command that uses the database $1…"
        flock 7
    }
}

unlock_database() { exec 7>&-; }

own_addons() {
    local manifest
    for manifest in "$ROOT"/addons/*/__manifest__.py; do
        [ -e "$manifest" ] && basename "$(dirname "$manifest")"
    done
    return 0
}

# fingerprint ADDON: changes when the addon has to be installed again. Python that
# stores nothing in the database, and what the browser fetches, is left out.
fingerprint() {
    (
        cd "$ROOT/addons/$1" || exit
        find . -type f \( -path ./static/description/\* -o ! -path ./static/\* \) \
            ! -path './tests/*' ! -path './readme/*' ! -path './engine/*' ! -path './cli/*' \
            ! -name '*.pyc' ! -name '*.pot' ! -name '*.md' ! -name '*.rst' -print0 \
            | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12
    )
}

# fingerprints ADDON…: what the comment of an up-to-date database says.
fingerprints() {
    local addon
    for addon in "$@"; do
        printf '%s=%s ' "$addon" "$(fingerprint "$addon")"
    done
}

database_comment() {
    sql postgres "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$1'"
}

# prepare_database NAME "ADDONS" [ODOO OPTION…]: makes it, or brings it up to date.
# Without addons there is nothing to test or to show yet: a plain CRM is made.
prepare_database() {
    local name=$1 addons=$2 prints stored
    shift 2
    # shellcheck disable=SC2086 # one word per addon
    prints=$(fingerprints $addons)
    if database_exists "$name"; then
        check_database "$name"
        stored=$(database_comment "$name")
        if [ "$stored" = "$prints" ]; then return; fi
        if knows_all "$stored" "$prints"; then
            update_database "$name" "$stored" "$prints"
            return
        fi
        say "The database $name knows an addon that is gone: it is made anew."
    fi
    make_database "$name" "$addons" "$prints" "$@"
}

# knows_all STORED PRINTS: no addon has gone from the folder since.
knows_all() {
    local word
    for word in $1; do
        [[ " $2" == *" ${word%%=*}="* ]] || return 1
    done
}

update_database() {
    local name=$1 stored=$2 prints=$3 word install=base update=base
    for word in $prints; do
        if [[ " $stored " == *" $word "* ]]; then continue; fi
        if [[ " $stored" == *" ${word%%=*}="* ]]; then update+=,${word%%=*}; else install+=,${word%%=*}; fi
    done
    install=${install#base} update=${update#base}
    odoo_once "Updating the database $name:${install//,/ }${update//,/ }" "$name" \
        ${install:+-i "${install#,}"} ${update:+-u "${update#,}"}
    sql postgres "COMMENT ON DATABASE \"$name\" IS '$prints'"
}

# Made under another name and renamed: whatever stops us, the next try does not
# find half a database.
make_database() {
    local name=$1 modules=${2// /,} prints=$3 new=$1_new
    shift 3
    [ -n "$(config db_host)" ] || need_space "$PG_HOME" 1000
    drop_database "$new"
    odoo_once "Making the database $name (some minutes)" "$new" -i "${modules:-crm}" "$@"
    check_database "$new"
    sql postgres "COMMENT ON DATABASE \"$new\" IS '$prints'"
    rename_database "$new" "$name"
}

# Autovacuum may be at work in a database that was just filled, and is not for us to end.
drop_database() {
    local patience
    for patience in 1 5 15 60 0; do
        pg dropdb -w --if-exists --force "$1" 2>/dev/null && break
        [ "$patience" -gt 0 ] || return 1
        sleep "$patience"
    done
    rm -rf "${ODOO_DATA_DIR:?}/filestore/$1"
}

rename_database() {
    drop_database "$2"
    if [ -d "$ODOO_DATA_DIR/filestore/$1" ]; then
        mv -T "$ODOO_DATA_DIR/filestore/$1" "$ODOO_DATA_DIR/filestore/$2"
    fi
    sql postgres "ALTER DATABASE \"$1\" RENAME TO \"$2\""
}

# copy_database FROM TO. Odoo never changes a file of its store, so links will do.
copy_database() {
    drop_database "$2"
    pg createdb -w -T "$1" "$2"
    if [ -d "$ODOO_DATA_DIR/filestore/$1" ]; then
        cp -al "$ODOO_DATA_DIR/filestore/$1" "$ODOO_DATA_DIR/filestore/$2"
    fi
}

# odoo_once LABEL DATABASE OPTION…: installs or updates, and stops. An error in
# the log counts even where Odoo goes on.
odoo_once() {
    local label=$1 database=$2 log=$LOCAL/log/$2.log
    # shellcheck disable=SC2034 # run() reads it
    local RUN_LOG=$log
    shift 2
    say "$label…"
    run python -m odoo -d "$database" --stop-after-init --no-http --max-cron-threads=0 "$@"
    [ -z "$INTERRUPTED" ] || exit 130
    if [ "$RESULT" -eq 0 ] && ! grep -qE '^[-0-9]+ [:0-9,]+ [0-9]+ (ERROR|CRITICAL) ' "$log"; then
        grep -E '^[-0-9]+ [:0-9,]+ [0-9]+ WARNING ' "$log" | cut -d' ' -f4- >&2 || true
        return 0
    fi
    if [ "$RESULT" -gt 128 ]; then
        die "$label: Odoo was killed by signal $((RESULT - 128)) (was there too little memory?); run again."
    fi
    if disk_is_full || grep -qi 'no space left' "$log"; then
        die "$label: the disk is full; free some space and run again."
    fi
    grep -vE '^[-0-9]+ [:0-9,]+ [0-9]+ (INFO|DEBUG) ' "$log" | tail -n 40 >&2
    die "$label: Odoo reported the error above; mend it and run again (all of it: $log)."
}
