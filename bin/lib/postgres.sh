# shellcheck shell=bash
# The project's own PostgreSQL: a cluster in an ignored folder, on a unix socket,
# running only while a command of this clone needs it. Two lock files:
#   pg.users   every running command holds it shared (open on descriptor 9), so
#              the one that gets it alone at its end knows that it was the last;
#   pg.change  held while the server is made, started or stopped.
# Nothing of this happens when odoo.conf names a db_host.

pg_bin() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn) \
        "$(dirname "$(type -P initdb)" 2>/dev/null)"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            printf '%s' "$folder"
            return
        fi
    done
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if is_root; then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Sets PG_HOME (cluster) and PG_SOCKET (folder of the socket).
pg_places() {
    PG_HOME=$LOCAL/postgresql
    if is_root && ! as_postgres test -x "$LOCAL"; then
        # A clone that the user postgres cannot reach, below /root for example.
        PG_HOME=/var/lib/postgresql/relationship-suite-$(digest "$ROOT")
    fi
    PG_SOCKET=$PG_HOME/socket
    # A socket's path has at most 107 bytes, "/.s.PGSQL.5432" included.
    if [ "$(printf '%s' "$PG_SOCKET" | wc -c)" -gt 93 ]; then
        PG_SOCKET=/tmp/relationship-suite-$(id -u)-$(digest "$ROOT")
    fi
}

# start_database: the server answers, psql and Odoo find it.
start_database() {
    export PGCONNECT_TIMEOUT=10
    OWN_SERVER=
    if [ -n "$(config db_host)" ]; then
        check_named_server
        return
    fi
    OWN_SERVER=1
    pg_places
    exec 9>"$LOCAL/pg.users"
    flock -s 9
    (
        exec 8>"$LOCAL/pg.change"
        flock 8
        pg_is_up || pg_start
    ) 9>&-
    export PGHOST=$PG_SOCKET
}

# libpq reads these; for Odoo they only repeat what its file says.
check_named_server() {
    local key value
    for key in host port user password; do
        value=$(config "db_$key")
        [ -z "$value" ] || SERVER_ENV+=("PG${key^^}=$value")
    done
    sql postgres 'SELECT 1' >/dev/null 2>&1 \
        || die "the PostgreSQL that $ODOO_RC names (db_host = $(config db_host)) does not let us in: start it, or correct db_host, db_port, db_user and db_password."
}

SERVER_ENV=()

# pg COMMAND…: a client program, never asking for anything.
pg() { env "${SERVER_ENV[@]}" "$@" </dev/null; }

# sql DATABASE STATEMENT
sql() { pg psql -XAtqw -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }

pg_is_up() {
    [ -e "$PG_HOME/data/postmaster.pid" ] \
        && pg "$PG_BIN/pg_isready" -q -t 3 -h "$PG_SOCKET"
}

pg_start() {
    [ -e "$PG_HOME/complete" ] || pg_create
    pg_folder "$PG_SOCKET"
    pg_await_burial
    if ! as_postgres "$PG_BIN/pg_ctl" start -w -s -t 120 -D "$PG_HOME/data" -l "$PG_HOME/server.log" \
        -o "$(pg_settings)" </dev/null >/dev/null 2>&1 8>&- 9>&-; then
        pg_explain
    fi
}

# A killed server counts as a running one until its parent has taken note of its
# end. Its pid file also guards against processes of its own that still run, so
# the file is left to PostgreSQL.
pg_await_burial() {
    local pid
    for _ in {1..60}; do
        read -r pid 2>/dev/null <"$PG_HOME/data/postmaster.pid" || return 0
        [ -d "/proc/$pid" ] && ! process_lives "$pid" || return 0
        sleep 1
    done
}

pg_settings() {
    local buffers=512MB
    [ "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" -ge 3000000 ] || buffers=128MB
    printf -- '-c %s ' listen_addresses= unix_socket_directories="$PG_SOCKET" unix_socket_permissions=0700 \
        port=5432 max_connections=200 shared_buffers=$buffers effective_cache_size=2GB work_mem=32MB \
        maintenance_work_mem=256MB max_wal_size=4GB checkpoint_timeout=15min wal_compression=on \
        random_page_cost=1.1 jit=off timezone=UTC
}

# A folder that only the server's user (and root) can enter: the socket in it
# lets in whoever reaches it.
pg_folder() {
    mkdir -p "$1"
    is_root && chown postgres: "$1"
    if [ -L "$1" ] || [ "$(stat -c %U "$1")" != "$(is_root && echo postgres || id -un)" ]; then
        die "$1 belongs to somebody else: remove it and run again."
    fi
    chmod 700 "$1"
}

pg_create() {
    need_space "$LOCAL" 1500
    pg_folder "$PG_HOME"
    rm -rf "$PG_HOME/data"
    step "Making a PostgreSQL cluster in $PG_HOME" pg_init
}

pg_init() {
    # The locale matters: under "C" neither lower() nor ILIKE knows Cyrillic.
    as_postgres "$PG_BIN/initdb" -D "$PG_HOME/data" -U postgres -A trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-instructions
    # Odoo refuses to work as "postgres", so the caller has a role of their own.
    as_postgres "$PG_BIN/postgres" --single -D "$PG_HOME/data" postgres <<<"CREATE ROLE \"$(pg_role)\" LOGIN CREATEDB; GRANT pg_monitor TO \"$(pg_role)\""
    touch "$PG_HOME/complete"
}

pg_role() { id -un; }

pg_explain() {
    local log=$PG_HOME/server.log
    if disk_is_full || tail -n 20 "$log" 2>/dev/null | grep -qi 'no space left'; then
        die "PostgreSQL does not start: the disk is full; free some space and run again."
    fi
    die "PostgreSQL does not start: the end of $log says why; mend that, or remove $PG_HOME to begin with empty databases."
}

# release_database: the last command of this clone stops the server.
release_database() {
    [ -n "${OWN_SERVER:-}" ] || return 0
    OWN_SERVER=
    exec 9>&-
    (
        exec 8>"$LOCAL/pg.change"
        flock 8
        exec 9>"$LOCAL/pg.users"
        flock -n 9 || exit 0
        [ -e "$PG_HOME/data/postmaster.pid" ] || exit 0
        as_postgres "$PG_BIN/pg_ctl" stop -w -s -t 120 -m fast -D "$PG_HOME/data" </dev/null >/dev/null 2>&1 || true
    )
}

# check_database DATABASE: with LC_CTYPE "C" search and radar would be dead in
# Russian and Bulgarian, silently.
check_database() {
    local answer
    answer=$(sql "$1" "SELECT lower('Я') = 'я'" 2>/dev/null) || return 0
    [ "$answer" = t ] \
        || die "the database $1 does not know Cyrillic (lower('Я') is not 'я'): make it anew on a server whose LC_CTYPE is a UTF-8 locale such as C.UTF-8."
}

database_exists() {
    [ "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]
}
