# shellcheck shell=bash
# What every command needs: the repository's paths, messages, and steps whose
# failure ends in one sentence. Sourced, never run.

: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
export HOME
# A closed stdin would make every redirection from it fail.
{ true <&0; } 2>/dev/null || exec </dev/null

# Started in the background of a script we inherit an ignored SIGINT, and what a
# shell inherits ignored it can neither trap nor hand on.
if (($((16#$(sed -n 's/^SigIgn:[[:space:]]*//p' /proc/$$/status))) & 2)); then
    exec env --default-signal=INT,QUIT "$BASH" "$0" "$@"
fi

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
LOCAL=$ROOT/.local
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/relationship-suite
COMMAND=bin/$(basename "$0")

# Everything below goes to stderr: the stdout of a command may be data.
say() { printf '%s\n' "$*" >&2; }

die() {
    printf '%s: %s\n' "$COMMAND" "$*" >&2
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# digest TEXT: a short name for a path or a list of versions.
digest() { printf '%s' "$1" | sha256sum | cut -c1-12; }

prepare_folders() {
    local folder
    for folder in "$LOCAL/log" "$CACHE"; do
        mkdir -p "$folder" 2>/dev/null \
            || die "cannot write to $folder: make it writable (is the disk full?) and run again."
    done
}

# step LABEL COMMAND…: one part of the set-up. What it prints goes to a log, and
# if it fails the reason is read from there and told in one sentence.
step() {
    local label=$1 log=$LOCAL/log/setup.log status=0
    shift
    say "$label…"
    : >"$log" || die "cannot write $log: free some space and run again."
    # Behind "||" the first error inside would not end it.
    set +e
    (
        set -e
        "$@"
    ) >>"$log" 2>&1 </dev/null
    status=$?
    set -e
    [ "$status" -eq 0 ] || explain "$label" "$log"
}

explain() {
    local label=$1 log=$2
    if grep -qiE 'no space left|disk quota' "$log" || disk_is_full; then
        die "$label: the disk is full; free some space under $CACHE and $LOCAL and run again."
    elif grep -qi 'certificate verify failed' "$log"; then
        die "$label: the certificate of the package mirror is not trusted; name your authority's file in PIP_CERT and run again."
    elif grep -qiE 'could not resolve|temporary failure|failed to fetch|unable to connect|could not connect|connection (refused|timed out)|network is unreachable|name resolution|from versions: none|newconnectionerror|unable to locate package' "$log"; then
        die "$label: no connection to the package mirror; check the network (or the proxy settings) and run again (details: $log)."
    elif grep -qiE 'hash sum mismatch|size mismatch|do not match the hashes|not signed|NO_PUBKEY|invalid signature|corrupt' "$log"; then
        die "$label: the download came broken; it was thrown away, run again (details: $log)."
    fi
    die "$label: failed; the last lines of $log say why, run again after mending that."
}

disk_is_full() {
    local folder
    for folder in "$CACHE" "$LOCAL"; do
        [ "$(free_mb "$folder")" -ge 20 ] || return 0
    done
    return 1
}

free_mb() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

# need_space FOLDER MB: better one sentence now than a half-written gigabyte.
need_space() {
    [ "$(free_mb "$1")" -ge "$2" ] \
        || die "the disk is full: $2 MB are needed in $1, $(free_mb "$1") MB are free; free some space (or set XDG_CACHE_HOME to another disk) and run again."
}

# config KEY: a value of odoo.conf, empty when it is not set.
config() {
    sed -n "s/^[[:space:]]*$1[[:space:]]*[=:][[:space:]]*//p" "$ODOO_RC" | tail -n 1 | sed 's/[[:space:]]*$//'
}

# The folders of addons_path, absolute: Odoo would read them relative to the
# folder the command happens to be called from.
addons_path() {
    local base folder list=
    base=$(dirname "$ODOO_RC")
    while IFS= read -r -d , folder; do
        folder=${folder#"${folder%%[![:space:]]*}"}
        folder=${folder%"${folder##*[![:space:]]}"}
        case $folder in
            '' | False) continue ;;
            /*) ;;
            *) folder=$base/$folder ;;
        esac
        list=$list${list:+,}$folder
    done <<<"$(config addons_path),"
    printf '%s' "$list"
}

# process_lives PID. A dead one that nobody has reaped yet still has its folder.
process_lives() {
    local status
    status=$(sed -n 's/^State:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null)
    [ -n "$status" ] && [ "${status:0:1}" != Z ]
}
