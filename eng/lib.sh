# Functions that eng/test is made of. Sourced, not run.

# apt_install PACKAGE…: installs Debian packages; refreshes the lists only when they are too old or missing.
apt_install() {
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
        -o Dpkg::Options::=--force-confold "$@")
    echo "Installing $*"
    "${root[@]}" "${install[@]}" > "$work/apt.log" 2>&1 && return
    "${root[@]}" apt-get update -qq >> "$work/apt.log" 2>&1 || true
    "${root[@]}" "${install[@]}" >> "$work/apt.log" 2>&1 || { cat "$work/apt.log"; return 1; }
}

# postgres_bin: the folder that holds initdb and postgres; the newest when there are several.
postgres_bin() {
    local candidate found=
    for candidate in "$(dirname "$(readlink -f "$(command -v postgres || echo /nowhere/postgres)")")" \
        $(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V); do
        [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && [ -x "$candidate/psql" ] && found=$candidate
    done
    [ -n "$found" ] && echo "$found"
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# start_postgres: a server of our own under $work, gone with it. Sets CRM_TEST_POSTGRES.
# The login of the tests owns what it creates but is no superuser and does not bypass row-level security;
# with either of the two, the tests of that security would pass whatever the rules say.
start_postgres() {
    local bin port owner=() password attempt
    bin=$(postgres_bin)
    password=$(node -e 'console.log(require("crypto").randomBytes(16).toString("hex"))')
    pgdata=$work/postgres
    mkdir "$pgdata"
    printf '%s' "$password" > "$work/pgpassword"
    if [ "$(id -u)" = 0 ]; then
        # The server refuses to run as root.
        local user=nobody
        id postgres > /dev/null 2>&1 && user=postgres
        owner=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
        chmod 711 "$work"
        chown "$user" "$pgdata" "$work/pgpassword"
    fi

    (cd / && "${owner[@]}" "$bin/initdb" -D "$pgdata" -U owner --pwfile "$work/pgpassword" --auth scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 --no-sync) > "$work/initdb.log" 2>&1 || { cat "$work/initdb.log"; return 1; }

    export PGPASSWORD=$password
    for attempt in 1 2 3; do
        port=$(free_port)
        # Nothing here has to survive a power cut.
        (cd / && exec "${owner[@]}" "$bin/postgres" -D "$pgdata" -p "$port" \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=256MB) \
            > "$work/postgres.log" 2>&1 &
        postgres_pid=$!
        local tries=0
        while kill -0 "$postgres_pid" 2> /dev/null && [ $((tries++)) -lt 100 ]; do
            if "$bin/psql" -h 127.0.0.1 -p "$port" -U owner -d postgres -qc \
                "CREATE ROLE crm LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD '$password'" 2> /dev/null; then
                unset PGPASSWORD
                export CRM_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=crm;Password=$password;Database=postgres"
                return
            fi
            sleep 0.1
        done
    done
    cat "$work/postgres.log"
    return 1
}

# counter FILE NAME: one number of a .trx result file.
counter() { grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*" | grep -o '[0-9]*$'; }
