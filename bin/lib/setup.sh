# shellcheck shell=bash
# System packages, Odoo and the virtual environment. What is downloaded lies in
# $CACHE, is verified, appears under its name only when it is whole, and is made
# under a lock, so that two clones can be set up at once.

# A new recipe for the Odoo tree needs a new name here.
ODOO_TREE=$CACHE/odoo-19-1

# setup [python]: "python" leaves out what only a server or a browser test needs.
setup() {
    ODOO_RC=$(realpath -q "${ODOO_RC:-$ROOT/odoo.conf}") || ODOO_RC=
    [ -f "$ODOO_RC" ] || die "ODOO_RC names no file: unset it, or point it at an odoo.conf."
    prepare_folders
    setup_system "${1:-all}"
    setup_cache
    export ODOO_RC PYTHONPATH=$ODOO_PATH PYTHONNOUSERSITE=1
    export PATH=$VENV/bin:$PATH
    export ODOO_DATA_DIR=$LOCAL/data ODOO_SCREENSHOTS=$LOCAL/screenshots
    ODOO_ADDONS_PATH=$(addons_path)
    export ODOO_ADDONS_PATH
    # Odoo takes host and database from the environment before its file: one left
    # over from elsewhere would send tests to somebody's real server.
    unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSERVICE PGSSLMODE PGHOST_REPLICA
    mkdir -p "$ODOO_DATA_DIR"
}

# --- system packages -------------------------------------------------------

setup_system() {
    local missing
    find_python || [ -z "${PYTHON:-}" ] \
        || die "PYTHON names '$PYTHON', which is no Python from 3.10 to 3.13 ($("$PYTHON" -V 2>&1 | head -n 1)): name another, or unset it."
    missing=$(missing_packages "$1")
    if [ -n "$missing" ]; then
        # One word per package.
        # shellcheck disable=SC2086
        install_packages $missing
        find_python || true
    fi
    [ -n "$PYTHON3" ] || die "Python 3.10 to 3.13 is needed and python3 is '$(python3 -V 2>&1)': install one beside it and name it in the variable PYTHON."
    # shellcheck disable=SC2034 # for postgres.sh
    [ -n "$(config db_host)" ] || PG_BIN=$(pg_bin)
}

missing_packages() {
    local list=
    [ -n "$PYTHON3" ] && "$PYTHON3" -c 'import ensurepip, venv' 2>/dev/null || list+=' python3 python3-venv'
    [ "$1" = all ] || { printf '%s' "$list" && return; }
    [ -n "$(config db_host)" ] || [ -n "$(pg_bin)" ] || list+=' postgresql'
    [ -n "$(type -P psql)" ] || [[ $list == *postgresql* ]] || list+=' postgresql-client'
    [ -n "$(type -P chromium google-chrome google-chrome-stable | head -n 1)" ] || list+=' chromium'
    [ -n "$(type -P wkhtmltopdf)" ] || list+=' wkhtmltopdf'
    has_dejavu || list+=' fonts-dejavu-core'
    printf '%s' "$list"
}

has_dejavu() {
    find /usr/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -name 'DejaVuSans.ttf' -print -quit 2>/dev/null | grep -q .
}

install_packages() {
    is_root || die "some system packages are missing; have them installed with: sudo apt-get install --no-install-recommends $*"
    [ -n "$(type -P apt-get)" ] || die "these packages are missing, and this is no Debian to install them on: $*"
    need_space /usr 1500
    keep_postgresql_quiet
    step "Installing $*" apt_install "$@"
}

# The Debian package would make a cluster "main" and start it. We need the
# programs only, and touch nothing on the machine that was there before.
keep_postgresql_quiet() {
    [ -d /etc/postgresql-common ] && return
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/relationship-suite.conf
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    local wait='DPkg::Lock::Timeout=300'
    apt-get -o "$wait" update
    apt-get -o "$wait" install -y --no-install-recommends "$@"
}

# find_python: sets PYTHON3 to a Python that Odoo 19 runs on.
find_python() {
    local candidate
    PYTHON3=
    for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do
        PYTHON3=$("$candidate" -c 'import os, sys
if (3, 10) <= sys.version_info < (3, 14):
    print(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))' 2>/dev/null) || PYTHON3=
        [ -z "$PYTHON3" ] || return 0
        [ -z "${PYTHON:-}" ] || return 1
    done
    return 1
}

# --- what the cache holds --------------------------------------------------

setup_cache() {
    local key
    if [ -n "${ODOO_PATH:-}" ]; then
        ODOO_PATH=$(realpath "$ODOO_PATH" 2>/dev/null) || ODOO_PATH=
        grep -qsE '^version_info = \(19, 0,' "$ODOO_PATH/odoo/release.py" \
            || die "ODOO_PATH must name a folder that contains the package 'odoo' of version 19.0: correct it, or unset it to have Odoo downloaded."
    else
        ODOO_PATH=$ODOO_TREE/usr/lib/python3/dist-packages
    fi
    key=$("$PYTHON3" -VV)$PYTHON3$(<"$ROOT/requirements.txt")
    VENV=$CACHE/venv-$(digest "$key")
    cache_is_ready && return
    (
        exec 8>"$CACHE/lock"
        flock -n 8 || { say "Waiting for another set-up on this machine…"; flock 8; }
        if ! [ -d "$ODOO_PATH/odoo" ]; then
            need_space "$CACHE" 2500
            step "Downloading Odoo 19 (130 MB, once)" fetch_odoo
        fi
        if ! [ -e "$VENV/complete" ]; then
            need_space "$CACHE" 600
            step "Installing the Python packages (once)" make_venv
        fi
    ) 9>&-
}

cache_is_ready() { [ -d "$ODOO_PATH/odoo" ] && [ -x "$VENV/bin/python" ] && [ -e "$VENV/complete" ]; }

# A virtual environment cannot be moved, so it is made in place and marked last.
make_venv() {
    rm -rf "$VENV"
    "$PYTHON3" -m venv "$VENV"
    "$VENV/bin/python" -m pip install --no-input --disable-pip-version-check --no-compile \
        -r "$ROOT/requirements.txt"
    "$VENV/bin/python" -m compileall -q -j 0 "$VENV/lib" || true
    touch "$VENV/complete"
}

# Odoo comes from Debian unstable and is unpacked, not installed: its own
# dependencies do not fit Debian 12. apt checks signature and hashes; it gets
# lists of its own, so that the machine's apt is left as it is.
fetch_odoo() {
    local debs=$CACHE/debs tree=$ODOO_TREE.new deb
    # apt takes a file that is there for good by its size alone: begin with none.
    rm -rf "$debs" "$tree"
    mkdir -p "$debs/lists/partial" "$debs/cache/archives/partial"
    debian_sources >"$debs/sources.list"
    cd "$debs" || return
    private_apt -o Acquire::Languages=none -o APT::Update::Error-Mode=any update
    # Icons and the fixed font must be Debian 12's (unstable's Font Awesome has
    # other file names); Montserrat is in unstable only.
    private_apt download odoo-19/unstable fonts-montserrat/unstable \
        fonts-font-awesome/bookworm fonts-inconsolata/bookworm \
        fonts-glyphicons-halflings/bookworm fonts-ocr-b/bookworm \
        fonts-roboto-unhinted/bookworm libjs-jquery/bookworm \
        libjs-jquery-form/bookworm libjs-underscore/bookworm
    mkdir "$tree"
    for deb in "$debs"/*.deb; do
        dpkg-deb -x "$deb" "$tree"
    done
    complete_tree "$tree"
    mv -T "$tree" "$ODOO_TREE"
    rm -rf "$debs"
}

complete_tree() {
    local packages=$1/usr/lib/python3/dist-packages dangling
    # Half a second copy of the addons, without data and translations; as a
    # top-level package "addons" it would also shadow other folders of that name.
    rm -rf "$packages/addons" "$packages/doc" "$packages/setup"
    # Left out by Debian as non-free (blurred background in video calls). Without
    # it every page logs an error in the browser, and browser tests fail on that.
    mkdir -p "$packages/odoo/addons/mail/static/lib/selfie_segmentation"
    : >"$packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    dangling=$(find "$1" -xtype l)
    if [ -n "$dangling" ]; then
        printf 'links that lead nowhere:\n%s\n' "$dangling"
        return 1
    fi
    grep -qE '^version_info = \(19, 0,' "$packages/odoo/release.py"
}

# A mirror that is copied seldom has a list of unstable past its week; it is signed
# all the same.
private_apt() {
    local debs=$CACHE/debs
    apt-get -q -y -o Dir::Etc::sourcelist="$debs/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State::Lists="$debs/lists" -o Dir::Cache="$debs/cache" \
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=2 -o Acquire::Check-Valid-Until=false "$@"
}

# The mirror is the one this machine uses for Debian's main archive.
debian_sources() {
    local mirror suite key=/usr/share/keyrings/debian-archive-keyring.gpg
    # shellcheck disable=SC2016 # the words in $(…) are apt's own
    mirror=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)' \
        | sed -n 's/^Debian|Debian|main|//p' | head -n 1)
    [ -n "$mirror" ] || mirror=$(mirror_from_sources)
    if [ -z "$mirror" ]; then
        echo 'no Debian mirror in the configuration of apt' >&2
        return 1
    fi
    for suite in unstable bookworm; do
        echo "deb [signed-by=$key] $mirror $suite main"
    done
}

# Before its first "update" apt knows addresses but no origins. The main archive is
# the one that has "-updates" beside the suite itself, or is at least named debian.
mirror_from_sources() {
    local uris mirror
    uris=$(apt-get update --print-uris 2>/dev/null | sed -nE "s#^'(.*)/dists/([^/']+)/InRelease'.*#\2 \1#p")
    mirror=$(sed -n 's/^[a-z]*-updates //p' <<<"$uris" | head -n 1)
    [ -n "$mirror" ] || mirror=$(sed -nE 's#^[a-z]+ (.*/debian)$#\1#p' <<<"$uris" | head -n 1)
    printf '%s' "$mirror"
}
