# shellcheck shell=bash
# Running the one long process of a command, and leaving nothing behind.

# shellcheck disable=SC2034 # read by the commands
INTERRUPTED='' RUN_LOG='' EACH_SECOND='' CHILD=''

# run COMMAND…: like calling it, but signals reach it whoever they were sent to,
# and it is stopped when PostgreSQL dies under it. Its output goes to RUN_LOG if
# that is set; the function EACH_SECOND is called if there is one. Sets RESULT.
run() {
    local sleeper='' lost=''
    # A process put in the background has SIGINT ignored; the parent's death must
    # not leave it behind either.
    if [ -n "$RUN_LOG" ]; then
        setpriv --pdeathsig TERM -- env --default-signal=INT,QUIT "$@" <&0 >"$RUN_LOG" 2>&1 &
    else
        setpriv --pdeathsig TERM -- env --default-signal=INT,QUIT "$@" <&0 &
    fi
    CHILD=$!
    trap 'forward TERM' TERM
    trap 'forward TERM' HUP
    trap 'forward INT' INT
    while kill -0 "$CHILD" 2>/dev/null; do
        sleep 1 7>&- 9>&- &
        sleeper=$!
        # Quietly: bash would tell of a process that was killed.
        {
            wait -n "$CHILD" "$sleeper" || true
            kill "$sleeper" || true
            wait "$sleeper" || true
        } 2>/dev/null
        if [ -n "${OWN_SERVER:-}" ] && [ -z "$lost" ] && kill -0 "$CHILD" 2>/dev/null && ! pg_is_alive; then
            lost=1
            kill -TERM "$CHILD" 2>/dev/null || true
        fi
        [ -z "$EACH_SECOND" ] || "$EACH_SECOND"
    done
    RESULT=0
    wait "$CHILD" || RESULT=$?
    trap - TERM HUP INT
    CHILD=
    [ -z "$lost" ] || die "PostgreSQL was stopped under it: run the command again (the end of $PG_HOME/server.log may say why)."
}

pg_is_alive() {
    local pid
    { read -r pid <"$PG_HOME/data/postmaster.pid" && process_lives "$pid"; } 2>/dev/null
}

# Ctrl-C in a terminal reaches the whole foreground group by itself, and a second
# SIGINT would make Odoo drop everything; one sent to this script alone does not.
forward() {
    INTERRUPTED=1
    # The 0 matters: in a trap a bare "return" hands on the status of "wait".
    if [ "$1" = INT ] && in_foreground; then return 0; fi
    kill "-$1" "$CHILD" 2>/dev/null || true
}

in_foreground() {
    local -a stat
    read -r -a stat <"/proc/$$/stat"
    # Fields 5 and 8: process group, and the terminal's foreground group.
    [ "${stat[4]}" = "${stat[7]}" ]
}

finish() {
    if [ -n "$CHILD" ]; then
        kill -TERM "$CHILD" || true
        wait "$CHILD" || true
    fi 2>/dev/null
    release_database
}

trap finish EXIT
