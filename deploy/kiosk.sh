#!/bin/sh
# One screen of the wall: Chromium in full screen on Linux (X11 or Wayland), for ever.
#
#   RUANG_URL=https://pantau.lan:3000 kiosk.sh
#
# RUANG_URL      where the server answers
# RUANG_PAGE     the page to show (/wall)
# RUANG_PROFILE  the folder that keeps the screen's pairing (~/.config/ruang-kiosk)
# RUANG_PATIENCE so many seconds the page may stand still before the browser is started anew (60)
# RUANG_FLAGS    more flags for the browser, separated by blanks
# CHROMIUM       the browser (chromium, chromium-browser or google-chrome, whichever is there)
#
# A screen shows a pairing code once, until somebody approves it at /layar; the pairing is kept in RUANG_PROFILE.
# A certificate of `ruang tls init` is trusted after:
#   certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ruang-pantau -i ca.crt
#
# The page moves a mark in its title on while it lives, by its own timer. The browser is started anew where that mark
# stands still, where the page never showed one, and where the browser ended; never because the server or the network
# is away. Needs curl and setsid (util-linux).
set -u

url=${RUANG_URL:?say where the server answers, e.g. RUANG_URL=https://pantau.lan:3000}
page=${RUANG_PAGE:-/wall}
profile=${RUANG_PROFILE:-$HOME/.config/ruang-kiosk}
patience=${RUANG_PATIENCE:-60}
# Seconds: between two looks, first and longest pause before another start, and how long a run is that went well.
look=2
first=2
longest=120
well=600

browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
[ -n "$browser" ] || { echo 'kiosk: there is no Chromium: apt install chromium' >&2; exit 1; }

# The screen never sleeps. On Wayland the desktop's own settings do this.
if [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then
    xset s off s noblank -dpms || true
fi

mkdir -p "$profile/Default"
child=
napping=

# In the background, so that a signal is heard at once.
nap() {
    sleep "$1" &
    napping=$!
    wait "$napping"
    napping=
}

# Whether the certificate is right is for the browser to say; this only asks whether somebody answers.
answers() {
    curl --silent --insecure --fail --max-time 3 --output /dev/null "$@"
}

# What the browser itself says; its port stands in its profile, and is open to this machine alone.
devtools() {
    port=$(sed -n 1p "$profile/DevToolsActivePort" 2>/dev/null)
    [ -n "$port" ] && curl --silent --fail --noproxy '*' --max-time 3 "http://127.0.0.1:$port/json/$1"
}

# The browser and all that it started: they are a group of their own.
end() {
    [ -n "$child" ] || return 0
    kill -TERM -"$child" 2>/dev/null
    for _ in 1 2 3; do
        kill -0 -"$child" 2>/dev/null || break
        sleep 1
    done
    kill -KILL -"$child" 2>/dev/null
    wait "$child" 2>/dev/null
    child=
}
trap '[ -z "$napping" ] || kill "$napping" 2>/dev/null; end; exit 0' TERM INT

# Returns once the browser is to be started anew; `lived` says for how long it ran. Looks are counted, no clock is read:
# the machine's may jump.
watch() {
    seen= still=0 lived=0
    while nap "$look"; kill -0 "$child" 2>/dev/null; do
        lived=$((lived + look))
        heart=$(devtools list | sed -n 's/.*\[hidup \([0-9]*\)\].*/\1/p')
        if [ -n "$heart" ] && [ "$heart" != "$seen" ]; then
            seen=$heart still=0
            continue
        fi
        still=$((still + look))
        [ "$still" -ge "$patience" ] || continue
        # A browser that says nothing hangs. A page that stands still may be the browser's own word that the server is
        # away: that one comes back by itself, or is started anew once the server is there.
        if devtools version >/dev/null && ! answers "$url/healthz"; then continue; fi
        echo "kiosk: the page stood still for $still s: starting the browser anew" >&2
        return
    done
    echo 'kiosk: the browser ended: starting it anew' >&2
}

pause=$first
while true; do
    # Without a server a screen that was here before opens what it kept; a new one has nothing to show.
    waited=0
    until answers "$url/healthz"; do
        [ "$waited" -lt "$patience" ] || [ ! -d "$profile/Default/Service Worker" ] || break
        nap "$look"
        waited=$((waited + look))
    done

    # After a power cut the browser would ask whether to restore its pages.
    for file in "$profile/Default/Preferences" "$profile/Local State"; do
        [ ! -f "$file" ] || sed -i \
            -e 's/"exited_cleanly":false/"exited_cleanly":true/' \
            -e 's/"exit_type":"[^"]*"/"exit_type":"Normal"/' "$file"
    done
    rm -f "$profile"/Singleton* "$profile/DevToolsActivePort"

    # shellcheck disable=SC2086 # several flags
    setsid "$browser" \
        --user-data-dir="$profile" \
        --kiosk "$url$page#dijaga" \
        --remote-debugging-port=0 \
        --no-first-run \
        --no-default-browser-check \
        --noerrdialogs \
        --disable-session-crashed-bubble \
        --hide-crash-restore-bubble \
        --disable-infobars \
        --disable-hang-monitor \
        --disable-background-timer-throttling \
        --disable-backgrounding-occluded-windows \
        --disable-renderer-backgrounding \
        --disable-sync \
        --disable-component-update \
        --disable-background-networking \
        --disable-features=Translate \
        --disable-pinch \
        --overscroll-history-navigation=0 \
        --password-store=basic \
        --autoplay-policy=no-user-gesture-required \
        --ozone-platform-hint=auto \
        ${RUANG_FLAGS:-} &
    child=$!
    watch
    end
    # The wall comes back, after a pause that grows while it does not last.
    [ "$lived" -lt "$well" ] || pause=$first
    nap "$pause"
    pause=$((pause * 2))
    [ "$pause" -le "$longest" ] || pause=$longest
done
